import { matches } from '../../../../../local/control-plane/rds/filters.ts';

test('a thing matches when it has one of the values of every filter', () => {
  const asked = (engine: string[], id: string[]) => [
    { Name: 'engine', Values: engine },
    { Name: 'id', Values: id },
  ];
  const thing = { engine: 'postgres', id: 'one' };

  expect(matches(asked(['mysql', 'postgres'], ['one']), thing)).toBe(true);
  expect(matches(asked(['postgres'], ['two']), thing)).toBe(false);
  expect(matches(undefined, thing)).toBe(true);
});
