import type { Producer, ProducerRecord } from 'kafkajs';
import { maximumUserBytes } from '../../../../lambdas/core/user.ts';
import { type UserRecord, usersPublisher } from '../../../../lambdas/fetch-users/publish-users.ts';

/** Kafka's `message.max.bytes`. */
const brokerLimit = 1_048_588;

/** The part of a producer that is used. @param failing number of the request that the brokers refuse. */
function fakeProducer(failing?: number) {
  const requests: ProducerRecord[] = [];
  const send = async (request: ProducerRecord) => {
    requests.push(request);
    if (requests.length === failing) throw new Error('NOT_ENOUGH_REPLICAS');
    return [];
  };
  return { requests, producer: { send } as unknown as Producer };
}

function userRecords(count: number): UserRecord[] {
  return Array.from({ length: count }, (_, index) => ({ id: `user ${index}`, value: Buffer.from(`value ${index}`) }));
}

test('a record has the id as its key, the user as its value, and says of which run and schema it is', async () => {
  const { requests, producer } = fakeProducer();

  await usersPublisher(
    producer,
    'users_created',
    '1-67891233-abcdef012345678912345678',
  )(userRecords(1), { runId: '2026-01-31.2', schemaId: '7' });

  const headers = {
    'run-id': '2026-01-31.2',
    'schema-id': '7',
    'trace-id': '1-67891233-abcdef012345678912345678',
  };
  const messages = [{ key: 'user 0', value: Buffer.from('value 0'), headers }];
  expect(requests).toEqual([{ topic: 'users_created', acks: -1, messages }]);
});

test('where no trace was begun none is named', async () => {
  const { requests, producer } = fakeProducer();

  await usersPublisher(producer, 'users_created', undefined)(userRecords(1), { runId: '2026-01-31.1', schemaId: '7' });

  expect(Object.keys(requests[0]?.messages[0]?.headers ?? {})).toEqual(['run-id', 'schema-id']);
});

test('2,500 records are requests of 1,000, 1,000 and 500, in order', async () => {
  const { requests, producer } = fakeProducer();
  const records = userRecords(2500);

  await usersPublisher(producer, 'users_created', undefined)(records, { runId: '2026-01-31.1', schemaId: '7' });

  expect(requests.map(({ messages }) => messages.length)).toEqual([1000, 1000, 500]);
  expect(requests.flatMap(({ messages }) => messages.map(({ key }) => key))).toEqual(records.map(({ id }) => id));
});

test('large users are several requests of at most 900,000 bytes, in order', async () => {
  const { requests, producer } = fakeProducer();
  const sizes = [300_000, 300_000, 300_000, 1, 899_999, 500_000, 500_000];
  const records = sizes.map((size, index) => ({ id: `user ${index}`, value: Buffer.alloc(size, 'x') }));

  await usersPublisher(producer, 'users_created', undefined)(records, { runId: '2026-01-31.1', schemaId: '7' });

  expect(requests.map(({ messages }) => messages.map(({ key }) => key))).toEqual([
    ['user 0', 'user 1', 'user 2'],
    ['user 3', 'user 4'],
    ['user 5'],
    ['user 6'],
  ]);
  expect(requests.flatMap(({ messages }) => messages.map(({ value }) => value?.length))).toEqual(sizes);
});

test('the largest user is a request of its own', async () => {
  const { requests, producer } = fakeProducer();
  const [first, last] = userRecords(2) as [UserRecord, UserRecord];

  const largest = { id: 'largest', value: Buffer.alloc(maximumUserBytes) };
  await usersPublisher(
    producer,
    'users_created',
    undefined,
  )([first, largest, last], { runId: '2026-01-31.1', schemaId: '7' });

  expect(requests.map(({ messages }) => messages.map(({ key }) => key))).toEqual([['user 0'], ['largest'], ['user 1']]);
});

test('with its keys and headers no request is more than a broker takes of one partition', async () => {
  const { requests, producer } = fakeProducer();
  const records = Array.from({ length: 2000 }, (_, index) => ({
    id: `3f1c2a54-8f0b-4c7e-9d21-${String(index).padStart(12, '0')}`,
    value: Buffer.alloc(900),
  }));

  await usersPublisher(
    producer,
    'users_created',
    '1-67891233-abcdef012345678912345678',
  )(records, { runId: '2026-01-31.1000', schemaId: '7' });

  // A record's length, attributes, time and place, and the lengths of its parts: 16 bytes, as kafkajs writes them.
  const overhead = 16;
  const sizes = requests.map(({ messages }) =>
    messages.reduce((sum, { key, value, headers }) => {
      const parts = [key, value, ...Object.entries(headers ?? {}).flat()] as (string | Buffer)[];
      return parts.reduce((bytes, part) => bytes + Buffer.byteLength(part), sum + overhead);
    }, 0),
  );
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(brokerLimit);
});

test('no records are no request', async () => {
  const { requests, producer } = fakeProducer();

  await usersPublisher(producer, 'users_created', undefined)([], { runId: '2026-01-31.1', schemaId: '7' });

  expect(requests).toEqual([]);
});

test('what the brokers refuse is an error, and the records behind it are not sent', async () => {
  const { requests, producer } = fakeProducer(2);

  const publishing = usersPublisher(
    producer,
    'users_created',
    undefined,
  )(userRecords(2500), { runId: '2026-01-31.1', schemaId: '7' });

  await expect(publishing).rejects.toThrow('NOT_ENOUGH_REPLICAS');
  expect(requests).toHaveLength(2);
});
