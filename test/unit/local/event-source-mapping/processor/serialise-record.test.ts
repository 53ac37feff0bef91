import fc from 'fast-check';
import { eventEnvelope, serialiseEvent } from '../../../../../local/event-source-mapping/processor/serialise-event.ts';
import { recordSerialiser } from '../../../../../local/event-source-mapping/processor/serialise-record.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';

const record: KafkaRecord = {
  partition: 0,
  offset: 15,
  timestampMs: 1545084650987,
  timestampType: 'CREATE_TIME',
  key: Buffer.from('key'),
  value: Buffer.from('Hello'),
  headers: [['h', Buffer.from([104, 0xc3, 0xab])]],
};

test('writes the event of an MSK mapping to the byte', () => {
  const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/c/u';
  const envelope = eventEnvelope({ kind: 'aws:kafka', arn, bootstrapServers: 'b-1:9092,b-2:9092', topic: 'mytopic' });

  const event = serialiseEvent(envelope, [recordSerialiser('mytopic')(record)]).toString();

  expect(event).toBe(
    `{"eventSource":"aws:kafka","eventSourceArn":"${arn}","bootstrapServers":"b-1:9092,b-2:9092",` +
      '"records":{"mytopic-0":[{"topic":"mytopic","partition":0,"offset":15,"timestamp":1545084650987,' +
      '"timestampType":"CREATE_TIME","key":"a2V5","value":"SGVsbG8=","headers":[{"h":[104,-61,-85]}]}]}}',
  );
});

test('writes the event of a self-managed mapping without an ARN, and names partitions behind the topic', () => {
  const envelope = eventEnvelope({ kind: 'SelfManagedKafka', bootstrapServers: 'b:9092', topic: 'a-b' });

  const event = JSON.parse(String(serialiseEvent(envelope, [recordSerialiser('a-b')({ ...record, partition: 12 })])));

  expect(Object.keys(event)).toEqual(['eventSource', 'bootstrapServers', 'records']);
  expect(event.eventSource).toBe('SelfManagedKafka');
  expect(Object.keys(event.records)).toEqual(['a-b-12']);
});

test.each([
  ['a null key', { key: null }, { value: 'SGVsbG8=' }],
  ['a tombstone', { value: null }, { key: 'a2V5' }],
])('leaves %s out', (_, changed, left) => {
  const { json } = recordSerialiser('t')({ ...record, ...changed });

  const { key, value } = JSON.parse(json);
  expect({ ...(key && { key }), ...(value && { value }) }).toEqual(left);
  expect(Object.keys(JSON.parse(json))).toHaveLength(7);
});

test('writes an empty value as an empty string, and no headers as an empty list', () => {
  const { json } = recordSerialiser('t')({ ...record, value: Buffer.alloc(0), headers: [] });

  expect(JSON.parse(json)).toMatchObject({ value: '', headers: [] });
});

test('names the time of a topic that sets it itself', () => {
  const { json } = recordSerialiser('t')({ ...record, timestampType: 'LOG_APPEND_TIME' });

  expect(JSON.parse(json).timestampType).toBe('LOG_APPEND_TIME');
});

test('keeps headers of the same name as entries of their own, in order', () => {
  const headers = [
    ['a', Buffer.from([1])],
    ['a', Buffer.from([2])],
    ['b', null],
  ] as const;

  const { json } = recordSerialiser('t')({ ...record, headers });

  expect(JSON.parse(json).headers).toEqual([{ a: [1] }, { a: [2] }, { b: [] }]);
});

test('tells the size in bytes and gives back every byte of key, value and headers', () => {
  const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
  const headers = fc.array(fc.tuple(fc.string({ unit: 'binary' }), bytes), { maxLength: 4 });
  const serialise = recordSerialiser('t');

  fc.assert(
    fc.property(bytes, bytes, headers, (key, value, list) => {
      const { json, bytes: size } = serialise({ ...record, key, value, headers: list });

      const parsed = JSON.parse(json);
      expect(size).toBe(Buffer.byteLength(json));
      expect(Buffer.from(parsed.key, 'base64')).toEqual(key);
      expect(Buffer.from(parsed.value, 'base64')).toEqual(value);
      const read = parsed.headers.flatMap((one: Record<string, number[]>) => Object.entries(one));
      expect(read.map(([name, numbers]: [string, number[]]) => [name, Buffer.from(numbers)])).toEqual(list);
    }),
  );
});

test('names the schemas of key and value behind the headers', () => {
  const schemas = {
    keySchema: { dataFormat: 'JSON', schemaId: '3' },
    valueSchema: { dataFormat: 'AVRO', schemaId: '7' },
  } as const;

  const { json } = recordSerialiser('t')({ ...record, headers: [], ...schemas });

  expect(json).toMatch(
    /"headers":\[\],"keySchemaMetadata":\{"dataFormat":"JSON","schemaId":"3"\},"valueSchemaMetadata":\{"dataFormat":"AVRO","schemaId":"7"\}\}$/,
  );
});
