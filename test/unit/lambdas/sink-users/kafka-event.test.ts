import { type EventRecord, offsetsOf, schemaIdsOf, traceIdsOf } from '../../../../lambdas/sink-users/kafka-event.ts';
import { record } from './sample-changes.ts';

const traces = ['1', '2', '3'].map((digit) => `1-6a1d5a20-${digit.repeat(24)}`);
const [one = '', two = '', three = ''] = traces;

function traced(...ids: readonly string[]): EventRecord[] {
  return ids.map((id, offset) =>
    record(offset, { headers: [{ 'run-id': bytesOf('2026-06-01.1') }, { 'trace-id': bytesOf(id) }] }),
  );
}

/** As Lambda writes them: Java's bytes. */
function bytesOf(text: string): number[] {
  return [...new Int8Array(Buffer.from(text))];
}

test('the schemas of an event are named once each, and no more of them than are wanted', () => {
  const of = (schemaId: string) => ({ ...record(7, {}), valueSchemaMetadata: { dataFormat: 'JSON', schemaId } });
  const records = { 't-0': [of('1'), record(8, {}), of('2')], 't-1': [of('1'), of('3')] };

  expect(schemaIdsOf({ records }, 10)).toEqual(['1', '2', '3']);
  expect(schemaIdsOf({ records }, 2)).toEqual(['1', '2']);
});

test('the traces of an event are named once each, wherever they stand, and no more of them than are wanted', () => {
  const records = { 't-0': traced(one, one, two, one), 't-1': traced(two, three) };

  expect(traceIdsOf({ records }, 10)).toEqual([one, two, three]);
  expect(traceIdsOf({ records }, 2)).toEqual([one, two]);
});

test.each<[string, EventRecord['headers']]>([
  ['no headers', undefined],
  ['none at all', null],
  ['other headers', [{ 'run-id': bytesOf('2026-06-01.1') }]],
  ['a header without a value', [{ 'trace-id': null }]],
  ['a text that is no trace’s id', [{ 'trace-id': bytesOf('x'.repeat(35)) }]],
  ['a text of another length', [{ 'trace-id': bytesOf(`${one}0`) }]],
  ['bytes that are no text', [{ 'trace-id': Array<number>(35).fill(-1) }]],
])('a record with %s names no trace', (_, headers) => {
  expect(traceIdsOf({ records: { 't-0': [record(0, { headers }), ...traced(one)] } }, 10)).toEqual([one]);
});

test('an event’s offsets are told by partition, of no more partitions than are wanted', () => {
  const records = { 't-0': [record(7, {}), record(8, {}), record(11, {})], 't-1': [record(3, {})], 't-2': [] };

  expect(offsetsOf({ records }, 10)).toEqual({ 't-0': [7, 11], 't-1': [3, 3] });
  expect(offsetsOf({ records }, 1)).toEqual({ 't-0': [7, 11] });
});
