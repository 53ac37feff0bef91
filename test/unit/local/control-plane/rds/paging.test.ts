import { pageOf } from '../../../../../local/control-plane/rds/paging.ts';

const names = Array.from({ length: 45 }, (_, index) => `name-${String(index).padStart(2, '0')}`);
const read = (things: string[], Marker?: string) =>
  pageOf(things, (name) => name, { MaxRecords: 20, ...(Marker && { Marker }) });

test('pages follow each other to the end, each name once', () => {
  const first = read(names);
  const second = read(names, first.Marker);
  const third = read(names, second.Marker);

  expect([...first.items, ...second.items, ...third.items]).toEqual(names);
  expect(third.Marker).toBeUndefined();
});

test('a thing that goes between two pages disturbs nothing', () => {
  const first = read(names);

  const second = read(names.slice(20), first.Marker);

  expect(second.items).toEqual(names.slice(20, 40));
});

test.each(['!', '', 'a b'])('«%s» is no marker', (Marker) => {
  expect(() => pageOf(names, (name) => name, { Marker })).toThrow('Invalid or expired Marker.');
});

test.each([19, 101])('a page of %i is refused', (MaxRecords) => {
  expect(() => pageOf(names, (name) => name, { MaxRecords })).toThrow(`Invalid value ${MaxRecords} for MaxRecords.`);
});
