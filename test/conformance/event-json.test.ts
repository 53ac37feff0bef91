import type { MSKEvent } from 'aws-lambda';
import { keepForFile } from '../support/event-source-mapping/clean-up.ts';
import type { MappedTopic } from '../support/event-source-mapping/mapped-topic.ts';
import { recordsOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { connections } from '../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();
const { clusterArn, bootstrapServers } = connections().kafka;

let msk: MappedTopic;
let selfManaged: MappedTopic;
let event: MSKEvent;

beforeAll(async () => {
  msk = await shared.map({
    EventSourceArn: clusterArn,
    messages: [
      { key: 'key', value: 'Hello', timestamp: '1545084650987', headers: { h: Buffer.from([0xc3, 0xab]) } },
      { key: null, value: 'x', headers: { h: ['first', 'second'], other: 'third' } },
      { key: 'gone', value: null },
      { key: 'empty', value: '' },
    ],
  });
  selfManaged = await shared.map({
    partitions: 13,
    topicConfig: [{ name: 'message.timestamp.type', value: 'LogAppendTime' }],
    messages: [{ partition: 12, value: 'x', timestamp: '1545084650987' }],
  });
  await msk.invoked(1);
  await selfManaged.invoked(1);
  event = msk.events[0] as MSKEvent;
  keepForFile();
});

const record = (index: number) => recordsOf([event])[index];

test('1. the event of an MSK mapping has aws:kafka, the ARN, the brokers and its records by partition', () => {
  expect(event).toEqual({
    eventSource: 'aws:kafka',
    eventSourceArn: clusterArn,
    bootstrapServers,
    records: { [`${msk.topic}-0`]: expect.any(Array) },
  });
  expect(record(0)).toEqual({
    topic: msk.topic,
    partition: 0,
    offset: 0,
    timestamp: 1545084650987,
    timestampType: 'CREATE_TIME',
    key: 'a2V5',
    value: 'SGVsbG8=',
    headers: expect.any(Array),
  });
});

test('2. the event of a self-managed mapping has SelfManagedKafka and no ARN', () => {
  expect(selfManaged.events[0]).toEqual({
    eventSource: 'SelfManagedKafka',
    bootstrapServers,
    records: expect.any(Object),
  });
});

test('3. a partition is named by its topic, dashes and all, and its number', () => {
  expect(Object.keys(selfManaged.events[0]?.records ?? {})).toEqual([`${selfManaged.topic}-12`]);
});

test('4. header bytes are signed', () => {
  expect(record(0)?.headers).toEqual([{ h: [-61, -85] }]);
});

test('5. headers of one name are entries of their own, in order', () => {
  const bytes = (text: string) => [...Buffer.from(text)];

  expect(record(1)?.headers).toEqual([{ h: bytes('first') }, { h: bytes('second') }, { other: bytes('third') }]);
});

test('6. a record without a key has no property for it', () => {
  expect(record(1)).not.toHaveProperty('key');
  expect(record(1)?.value).toBe('eA==');
});

test('7. a tombstone has no value, which an empty one has', () => {
  expect(record(2)).toMatchObject({ key: 'Z29uZQ==', headers: [] });
  expect(record(2)).not.toHaveProperty('value');
  expect(record(3)?.value).toBe('');
});

test('8. a topic that sets the time itself says so', () => {
  const [own] = recordsOf(selfManaged.events);

  expect(own?.timestampType).toBe('LOG_APPEND_TIME');
  expect(own?.timestamp).toBeGreaterThan(1545084650987);
});
