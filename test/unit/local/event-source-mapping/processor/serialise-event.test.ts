import {
  eventEnvelope,
  maxPayloadBytes,
  serialiseEvent,
} from '../../../../../local/event-source-mapping/processor/serialise-event.ts';
import { eventRecord, selfManaged } from '../event-records.ts';

const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1';

test('the event of a cluster of one’s own names its brokers alone', () => {
  const event = serialiseEvent(eventEnvelope(selfManaged), []).toString();

  expect(event).toBe('{"eventSource":"SelfManagedKafka","bootstrapServers":"broker:9092","records":{}}');
});

test('the event of an MSK cluster names its ARN too', () => {
  const event = serialiseEvent(eventEnvelope({ ...selfManaged, kind: 'aws:kafka', arn }), []).toString();

  expect(JSON.parse(event)).toEqual({
    eventSource: 'aws:kafka',
    eventSourceArn: arn,
    bootstrapServers: 'broker:9092',
    records: {},
  });
});

test('records are in lists by partition, each in its order', () => {
  const records = [eventRecord(5, 1), eventRecord(0, 0), eventRecord(6, 1)];

  const event = JSON.parse(serialiseEvent(eventEnvelope(selfManaged), records).toString());

  expect(event.records).toEqual({ 't-1': [{ o: 5 }, { o: 6 }], 't-0': [{ o: 0 }] });
});

test('the sizes of the parts add up to the event’s', () => {
  const envelope = eventEnvelope({ ...selfManaged, bootstrapServers: 'brökér:9092', topic: 'tøpic' });
  const records = [eventRecord(0, 0, 30), eventRecord(1, 0, 40), eventRecord(0, 7, 50)];

  const event = serialiseEvent(envelope, records).toString();

  const commas = 2;
  const sizes = [envelope.bytes, envelope.partition(0).bytes, envelope.partition(7).bytes, 30, 40, 50, commas];
  expect(Buffer.byteLength(event)).toBe(sizes.reduce((sum, bytes) => sum + bytes));
});

test('a request to a function holds six megabytes', () => {
  expect(maxPayloadBytes).toBe(6_291_456);
});
