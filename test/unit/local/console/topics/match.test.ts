import { parseFilter } from '../../../../../local/console/page/views/topics/filters.ts';
import { fieldOf, matcher, valueMatches } from '../../../../../local/console/topics/search/match.ts';
import type { DecodePart } from '../../../../../local/console/topics/showing/part-decoder.ts';
import type { KafkaHeader, KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';

const asStored: DecodePart = (bytes) => ({ bytes });

function record(value: string | null, key: string | null = 'k1', headers: readonly KafkaHeader[] = []): KafkaRecord {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
  return {
    ...{ partition: 0, offset: 0, timestampMs: 0, timestampType: 'CREATE_TIME' as const },
    ...{ key: bytes(key), value: bytes(value), headers },
  };
}

const matches = (filters: readonly string[], one: KafkaRecord) => matcher(filters.map(parseFilter), asStored)(one);
const user = record('{"age":30,"name":{"first":"Ann","x.y":1},"tags":["a","b"],"gone":null,"at":"2026-07-01"}');

test.each([
  ['key is k1', true],
  ['key is K1', false],
  ['key contains K', true],
  ['key exists', true],
  ['value contains ANN', true],
  ['value contains bob', false],
  ['field age is 30', true],
  ['field age is 30.0', true],
  ['field age above 29', true],
  ['field age below 30', false],
  ['field age above x', false],
  ['field at above 2026-06-30', true],
  ['field at below 2026-06-30', false],
  ['field name.first is Ann', true],
  ['field name.x.y is 1', true],
  ['field tags.1 is b', true],
  ['field tags contains "a"', true],
  ['field gone exists', true],
  ['field gone is null', true],
  ['field gone above 0', false],
  ['field missing exists', false],
  ['field missing is-not 7', true],
  ['field age is-not 30', false],
  ['field name.length exists', false],
  ['field toString exists', false],
  ['header run-id exists', false],
])('%s: %s', async (filter, expected) => {
  expect(await matches([filter], user)).toBe(expected);
});

test('of several headers with one name, one has to match', async () => {
  const one = record('{}', 'k', [
    ['a', Buffer.from('1')],
    ['a', Buffer.from('2')],
    ['b', null],
  ]);

  expect(await matches(['header a is 2'], one)).toBe(true);
  expect(await matches(['header a is 3'], one)).toBe(false);
  expect(await matches(['header b exists'], one)).toBe(true);
});

test('all filters have to match', async () => {
  expect(await matches(['key is k1', 'field age is 30'], user)).toBe(true);
  expect(await matches(['key is k2', 'field age is 30'], user)).toBe(false);
  expect(await matches(['key is k1', 'field age is 31'], user)).toBe(false);
});

test('a tombstone, or what is no JSON, has no fields', async () => {
  expect(await matches(['field a exists'], record(null))).toBe(false);
  expect(await matches(['field a is-not 1'], record(null))).toBe(true);
  expect(await matches(['field a exists'], record('no JSON'))).toBe(false);
  expect(await matches(['value contains JSON'], record('no JSON'))).toBe(true);
  expect(await matches(['key exists'], record('{}', null))).toBe(false);
});

test('what is decoded is looked at, and nothing is decoded when a header says no', async () => {
  const decoded: string[] = [];
  const decode: DecodePart = async (bytes) => {
    decoded.push(bytes.toString());
    return { bytes: Buffer.from('{"a":1}') };
  };
  const filters = ['header h is 1', 'field a is 1'].map(parseFilter);

  expect(await matcher(filters, decode)(record('framed', 'k', [['h', Buffer.from('1')]]))).toBe(true);
  expect(await matcher(filters, decode)(record('other', 'k', [['h', Buffer.from('2')]]))).toBe(false);
  expect(decoded).toEqual(['framed']);
});

test('a name with dots is found as a name before it is taken apart', () => {
  expect(fieldOf({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
  expect(fieldOf({ a: { b: 2 } }, 'a.b')).toBe(2);
  expect(fieldOf({ 'a.b': { c: 3 } }, 'a.b.c')).toBe(3);
  expect(fieldOf('text', 'length')).toBeUndefined();
});

test('a number is no text of an order', () => {
  expect(valueMatches(true, 'above', 'a')).toBe(false);
  expect(valueMatches(10, 'above', '9')).toBe(true);
  expect(valueMatches('10', 'above', '9')).toBe(false);
});
