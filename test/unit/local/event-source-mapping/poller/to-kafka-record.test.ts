import type { KafkaMessage } from 'kafkajs';
import { toKafkaRecord } from '../../../../../local/event-source-mapping/poller/to-kafka-record.ts';

const message = {
  key: Buffer.from('key'),
  value: Buffer.from('value'),
  offset: '5',
  timestamp: '1700000000123',
  attributes: 0,
} as KafkaMessage;

test('a record has numbers where the client has text', () => {
  expect(toKafkaRecord(3, message)).toEqual({
    partition: 3,
    offset: 5,
    timestampMs: 1_700_000_000_123,
    timestampType: 'CREATE_TIME',
    key: Buffer.from('key'),
    value: Buffer.from('value'),
    headers: [],
  });
});

test('a tombstone without a key stays one', () => {
  expect(toKafkaRecord(0, { ...message, key: null, value: null })).toMatchObject({ key: null, value: null });
});

test.each([
  ['its batch', { batchContext: { timestampType: 1 } }, 'LOG_APPEND_TIME'],
  ['its batch', { batchContext: { timestampType: 0 } }, 'CREATE_TIME'],
  ['its batch, whatever its attributes', { attributes: 8, batchContext: { timestampType: 0 } }, 'CREATE_TIME'],
  ['a batch that does not know', { batchContext: {} }, 'CREATE_TIME'],
  ['its attributes in the old format', { attributes: 8 }, 'LOG_APPEND_TIME'],
  ['its attributes with a compression', { attributes: 9 }, 'LOG_APPEND_TIME'],
  ['a compression alone', { attributes: 2 }, 'CREATE_TIME'],
])('who gave the time is said by %s: %j', (_, fields, timestampType) => {
  expect(toKafkaRecord(0, { ...message, ...fields } as KafkaMessage).timestampType).toBe(timestampType);
});

test('headers of one name stay together in their order', () => {
  const headers = { a: Buffer.from('1'), b: [Buffer.from('2'), Buffer.from('3')] };

  expect(toKafkaRecord(0, { ...message, headers } as KafkaMessage).headers).toEqual([
    ['a', Buffer.from('1')],
    ['b', Buffer.from('2')],
    ['b', Buffer.from('3')],
  ]);
});

test('a header without a value is there, alone or among others', () => {
  const headers = { a: null, b: [null, Buffer.from('1')] } as unknown as KafkaMessage['headers'];

  expect(toKafkaRecord(0, { ...message, headers } as KafkaMessage).headers).toEqual([
    ['a', null],
    ['b', null],
    ['b', Buffer.from('1')],
  ]);
});

test('what the client puts beside the values of a name that every object has is none of them', () => {
  const headers = { constructor: [Object, Buffer.from('1')], toString: Object.prototype.toString };

  expect(toKafkaRecord(0, { ...message, headers } as unknown as KafkaMessage).headers).toEqual([
    ['constructor', Buffer.from('1')],
  ]);
});
