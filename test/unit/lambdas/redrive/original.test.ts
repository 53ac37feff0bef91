import type { DeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import { readDeadLetter } from '../../../../lambdas/core/dead-letter.ts';
import { messageOf, recordOf, replaysOf } from '../../../../lambdas/redrive/original.ts';
import { sinkLetter } from '../../../support/pipeline/dead-letters.ts';
import { framed, framedForGlue } from '../../../support/schemas/framed.ts';

const place = { topic: 'users', partition: 3, offset: 41, timestampMs: 5 };
const value = Buffer.from('{"id":1}');
const letterWith = (changes: Partial<DeadLetter>) =>
  readDeadLetter(JSON.parse(sinkLetter(place, { key: 'a', value }, changes))) as DeadLetter;
const glueId = '0b1a3c5d-0000-4000-8000-00000000abcd';

test.each([
  ['7', framed(7, value)],
  [glueId, framedForGlue(glueId, value)],
])('a value of JSON is framed again with schema %s', (schemaId, expected) => {
  const letter = letterWith({ schema: { dataFormat: 'JSON', schemaId } });

  expect(recordOf(letter, value)).toMatchObject({ partition: 3, offset: 41, timestampMs: 5, value: expected });
});

test.each([
  [undefined, 'names no schema'],
  [{ dataFormat: 'AVRO', schemaId: '7' }, 'JSON instead of AVRO'],
  [{ dataFormat: 'JSON', schemaId: '99999999999' }, 'is no name of a schema'],
])('with the schema %j a value cannot be made anew', (schema, problem) => {
  expect(() => recordOf(letterWith({ schema }), value)).toThrow(problem);
});

test('a tombstone needs no schema, and headers keep their order and their doubles', () => {
  const headers: DeadLetter['headers'] = [
    ['b', 'MQ=='],
    ['a', 'Mg=='],
    ['b', 'Mw=='],
  ];

  const record = recordOf(letterWith({ headers }), null);

  expect(record.value).toBeNull();
  expect(record.headers).toEqual({ b: [Buffer.from('1'), Buffer.from('3')], a: [Buffer.from('2')] });
});

test('a record that comes back keeps where it stood first, and counts one more', () => {
  const record = { partition: 3, offset: 41, timestampMs: 5, key: null, value, headers: { run: 'r' } };
  const first = messageOf(record);
  const again = messageOf({ ...record, offset: 99, timestampMs: 100, headers: first.headers ?? {} });

  const origin = { run: 'r', 'replay-partition': '3', 'replay-offset': '41', 'replay-timestamp': '5' };
  expect(first).toMatchObject({ partition: 3, key: null, value, headers: { ...origin, 'replay-count': '1' } });
  expect(again.headers).toEqual({ ...origin, 'replay-count': '2' });
});

test('headers that say wrongly where a record stood first say nothing', () => {
  const headers = { 'replay-partition': 'x', 'replay-count': '9' };
  const record = { partition: 3, offset: 41, timestampMs: 5, key: null, value, headers };

  expect(replaysOf(record)).toBe(0);
  expect(messageOf(record).headers).toMatchObject({ 'replay-partition': '3', 'replay-count': '1' });
});
