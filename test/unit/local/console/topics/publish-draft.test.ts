import { draftOf, emptyDraft, orderOf } from '../../../../../local/console/page/views/topics/publish-draft.ts';
import type { MessageView, ShownPart } from '../../../../../local/console/topics/answers.ts';

function part(text: string, changes: Partial<ShownPart> = {}): ShownPart {
  return { kind: 'text', text, bytes: text.length, isCut: false, ...changes };
}

function message(changes: Partial<MessageView>): MessageView {
  return {
    ...{ partition: 1, offset: 2, at: '2026-07-01T00:00:00.000Z', timestampType: 'CREATE_TIME', bytes: 10 },
    ...{ key: part('k'), value: part('v'), headers: [], headersLeftOut: 0 },
    ...changes,
  };
}

test('a message that is text is written again as it was, wherever its key leads', () => {
  const headers = [
    { name: 'run-id', value: part('2026-07-01.1') },
    { name: 'empty', value: part('') },
  ];

  expect(draftOf(message({ headers, value: part('{"a":1}', { kind: 'json' }) }))).toEqual({
    notes: [],
    draft: {
      ...{ key: 'k', kind: 'text', value: '{"a":1}', partition: '' },
      headers: [
        { name: 'run-id', value: '2026-07-01.1' },
        { name: 'empty', value: '' },
      ],
    },
  });
});

test.each<[string, Partial<MessageView>, object]>([
  ['without a key', { key: null }, { key: '' }],
  ['a tombstone', { value: null }, { kind: 'tombstone', value: '' }],
  [
    'JSON of a schema',
    { value: part('{}', { kind: 'json', schema: { id: '3', format: 'JSON' } }) },
    { kind: 'framed', value: '{}' },
  ],
])('%s', (_, changes, draft) => {
  expect(draftOf(message(changes))).toMatchObject({ draft, notes: [] });
});

test.each<[string, Partial<MessageView>, object, RegExp]>([
  ['a key of bytes', { key: part('ff', { kind: 'hex' }) }, { key: '' }, /^Its key is no text/],
  ['a value of bytes', { value: part('ff', { kind: 'hex' }) }, { kind: 'text', value: '' }, /^Its value is no text/],
  ['a value of which the end is missing', { value: part('v', { isCut: true }) }, { value: '' }, /too long/],
  [
    'a value that its schema does not read',
    { value: part('v', { schema: { id: '3' }, problem: 'There is no such schema.' }) },
    { value: '' },
    /^Its value is no text/,
  ],
  [
    'Avro',
    { value: part('{}', { kind: 'json', schema: { id: '3', format: 'AVRO' } }) },
    { kind: 'text', value: '{}' },
    /^Its value is AVRO of a schema/,
  ],
  ['headers of a replay', { headers: [{ name: 'replay-count', value: part('1') }] }, { headers: [] }, /counts as new/],
  ['a header of bytes', { headers: [{ name: 'h', value: part('ff', { kind: 'hex' }) }] }, { headers: [] }, /^Headers/],
  ['a header without a value', { headers: [{ name: 'h', value: null }] }, { headers: [] }, /^Headers/],
  ['headers that are not shown', { headersLeftOut: 1 }, { headers: [] }, /^Headers/],
])('what cannot be written again is said: %s', (_, changes, draft, note) => {
  expect(draftOf(message(changes))).toMatchObject({ draft, notes: [expect.stringMatching(note)] });
});

test('an order has what was written', () => {
  const written = { ...emptyDraft, key: 'k', value: 'v', headers: [{ name: 'n', value: '' }], partition: '0' };

  expect(orderOf(emptyDraft)).toEqual({ key: null, value: '', headers: [], framed: false });
  expect(orderOf(written)).toEqual({ key: 'k', value: 'v', headers: written.headers, framed: false, partition: 0 });
  expect(orderOf({ ...written, kind: 'framed' })).toMatchObject({ value: 'v', framed: true });
  expect(orderOf({ ...written, kind: 'tombstone' })).toMatchObject({ value: null, framed: false });
});
