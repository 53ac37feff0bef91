import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { jest } from '@jest/globals';
import kafkajs, { type Producer, type ProducerRecord } from 'kafkajs';
import { PublishError } from '../../../../lambdas/core/errors.ts';
import { maximumUserBytes } from '../../../../lambdas/core/user.ts';
import { type UserRecord, usersPublisher } from '../../../../lambdas/fetch-users/publish-users.ts';

/** Kafka's `message.max.bytes`. */
const brokerLimit = 1_048_588;

const never = new AbortController().signal;
const firstRun = { runId: '2026-01-31.1', schemaId: '7' };

/** Producers that keep the requests of all. @param failures by the number of the request, from 1 */
function fakeProducers(failures: Readonly<Record<number, Error>> = {}) {
  const requests: ProducerRecord[] = [];
  const told = { requests, discarded: 0 };
  const send = async (request: ProducerRecord) => {
    requests.push(request);
    const failure = failures[requests.length];
    if (failure) throw failure;
    return [];
  };
  const producers = {
    current: async () => ({ send }) as unknown as Producer,
    discard: async () => {
      told.discarded += 1;
    },
  };
  return { ...told, told, producers };
}

function userRecords(count: number): UserRecord[] {
  return Array.from({ length: count }, (_, index) => ({ id: `user ${index}`, value: Buffer.from(`value ${index}`) }));
}

test('a record has the id as its key, the user as its value, and says of which run and schema it is', async () => {
  const { requests, producers } = fakeProducers();

  await usersPublisher(producers, 'users_created', '1-67891233-abcdef012345678912345678')(
    userRecords(1),
    { runId: '2026-01-31.2', schemaId: '7' },
    never,
  );

  const headers = {
    'run-id': '2026-01-31.2',
    'schema-id': '7',
    'trace-id': '1-67891233-abcdef012345678912345678',
  };
  const messages = [{ key: 'user 0', value: Buffer.from('value 0'), headers }];
  expect(requests).toEqual([{ topic: 'users_created', acks: -1, messages }]);
});

test('where no trace was begun none is named', async () => {
  const { requests, producers } = fakeProducers();

  await usersPublisher(producers, 'users_created', undefined)(
    userRecords(1),
    { runId: '2026-01-31.1', schemaId: '7' },
    never,
  );

  expect(Object.keys(requests[0]?.messages[0]?.headers ?? {})).toEqual(['run-id', 'schema-id']);
});

test('2,500 records are requests of 1,000, 1,000 and 500, in order', async () => {
  const { requests, producers } = fakeProducers();
  const records = userRecords(2500);

  await usersPublisher(producers, 'users_created', undefined)(records, { runId: '2026-01-31.1', schemaId: '7' }, never);

  expect(requests.map(({ messages }) => messages.length)).toEqual([1000, 1000, 500]);
  expect(requests.flatMap(({ messages }) => messages.map(({ key }) => key))).toEqual(records.map(({ id }) => id));
});

test('large users are several requests of at most 900,000 bytes, in order', async () => {
  const { requests, producers } = fakeProducers();
  const sizes = [300_000, 300_000, 300_000, 1, 899_999, 500_000, 500_000];
  const records = sizes.map((size, index) => ({ id: `user ${index}`, value: Buffer.alloc(size, 'x') }));

  await usersPublisher(producers, 'users_created', undefined)(records, { runId: '2026-01-31.1', schemaId: '7' }, never);

  expect(requests.map(({ messages }) => messages.map(({ key }) => key))).toEqual([
    ['user 0', 'user 1', 'user 2'],
    ['user 3', 'user 4'],
    ['user 5'],
    ['user 6'],
  ]);
  expect(requests.flatMap(({ messages }) => messages.map(({ value }) => value?.length))).toEqual(sizes);
});

test('the largest user is a request of its own', async () => {
  const { requests, producers } = fakeProducers();
  const [first, last] = userRecords(2) as [UserRecord, UserRecord];

  const largest = { id: 'largest', value: Buffer.alloc(maximumUserBytes) };
  await usersPublisher(producers, 'users_created', undefined)(
    [first, largest, last],
    { runId: '2026-01-31.1', schemaId: '7' },
    never,
  );

  expect(requests.map(({ messages }) => messages.map(({ key }) => key))).toEqual([['user 0'], ['largest'], ['user 1']]);
});

test('with its keys and headers no request is more than a broker takes of one partition', async () => {
  const { requests, producers } = fakeProducers();
  const records = Array.from({ length: 2000 }, (_, index) => ({
    id: `3f1c2a54-8f0b-4c7e-9d21-${String(index).padStart(12, '0')}`,
    value: Buffer.alloc(900),
  }));

  await usersPublisher(producers, 'users_created', '1-67891233-abcdef012345678912345678')(
    records,
    { runId: '2026-01-31.1000', schemaId: '7' },
    never,
  );

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
  const { requests, producers } = fakeProducers();

  await usersPublisher(producers, 'users_created', undefined)([], { runId: '2026-01-31.1', schemaId: '7' }, never);

  expect(requests).toEqual([]);
});

test('what the brokers refuse is an error, and the records behind it are not sent', async () => {
  const { requests, producers } = fakeProducers({ 2: new Error('NOT_ENOUGH_REPLICAS') });

  const publishing = usersPublisher(producers, 'users_created', undefined)(
    userRecords(2500),
    { runId: '2026-01-31.1', schemaId: '7' },
    never,
  );

  await expect(publishing).rejects.toThrow('NOT_ENOUGH_REPLICAS');
  expect(requests).toHaveLength(2);
});

function protocolError(type: string, retriable: boolean): Error {
  return new kafkajs.KafkaJSProtocolError({
    name: type,
    type,
    code: 1,
    retriable,
    message: `refused: ${type}`,
  } as never);
}

/** As kafkajs gives an error that it has tried again itself. */
const exceeded = (cause: Error) => new kafkajs.KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 3, retryTime: 1 });
/** As kafkajs gives an error that it does not try again: its type names no cause, its code keeps one. */
const given = (cause: Error) => Object.assign(new kafkajs.KafkaJSNonRetriableError(cause.message), { cause });
const away = () => exceeded(new kafkajs.KafkaJSConnectionError('connect ECONNREFUSED'));

describe('brokers that fail', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** What publishing so many records comes to, with every wait passed over. */
  async function publish(failures: Readonly<Record<number, Error>>, count: number, signal = never) {
    const { told, producers } = fakeProducers(failures);
    const publishing = usersPublisher(producers, 'users_created', undefined)(userRecords(count), firstRun, signal);
    const [[outcome]] = await Promise.all([Promise.allSettled([publishing]), jest.runAllTimersAsync()]);
    return { outcome, keys: told.requests.map(({ messages }) => messages[0]?.key), discarded: told.discarded };
  }

  test.each([
    ['are away', away()],
    ['close the connection', new kafkajs.KafkaJSConnectionError('Closed connection', { broker: 'broker-1:9098' })],
    ['have too few replicas', exceeded(protocolError('NOT_ENOUGH_REPLICAS', true))],
    ['do not know the producer’s records', given(protocolError('OUT_OF_ORDER_SEQUENCE_NUMBER', false))],
  ])('that %s are waited for: the page is published again as a whole, by a new producer', async (_, failure) => {
    const { outcome, keys, discarded } = await publish({ 2: failure, 4: failure }, 2500);

    expect(outcome).toEqual({ status: 'fulfilled', value: undefined });
    expect(keys).toEqual([
      ...['user 0', 'user 1000'],
      ...['user 0', 'user 1000'],
      ...['user 0', 'user 1000', 'user 2000'],
    ]);
    expect(discarded).toBe(2);
  });

  test('that stay away are given up after eleven times, which takes a minute at least', async () => {
    const begun = Date.now();
    const failures = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, away()]));

    const { outcome, keys } = await publish(failures, 1);

    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { name: 'PublishError', cause: { name: 'KafkaJSNumberOfRetriesExceeded' } },
    });
    expect(keys).toHaveLength(11);
    expect(Date.now() - begun).toBeGreaterThan(60_000);
  });

  test.each([
    ['the size', given(protocolError('MESSAGE_TOO_LARGE', false))],
    ['the right', given(protocolError('TOPIC_AUTHORIZATION_FAILED', false))],
  ])('for good, as %s, are not asked again', async (_, failure) => {
    const { outcome, keys, discarded } = await publish({ 1: failure }, 1);

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(PublishError) });
    expect({ requests: keys.length, discarded }).toEqual({ requests: 1, discarded: 0 });
  });

  test('are waited for no longer than the deadline, whose reason is the error', async () => {
    const deadline = new AbortController();
    const reason = new Error('no time left');
    setTimeout(() => deadline.abort(reason), 3000);
    const failures = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index + 1, away()]));

    const { outcome, keys } = await publish(failures, 1, deadline.signal);

    expect(outcome).toEqual({ status: 'rejected', reason });
    expect(keys.length).toBeLessThan(5);
  });
});

test('a request under way at the deadline is left alone', async () => {
  const deadline = new AbortController();
  const reason = new Error('no time left');
  const send = () => new Promise<never>(() => setImmediate(() => deadline.abort(reason)));
  const producers = { current: async () => ({ send }) as unknown as Producer, discard: async () => undefined };

  const publishing = usersPublisher(producers, 'users_created', undefined)(userRecords(1), firstRun, deadline.signal);

  await expect(publishing).rejects.toBe(reason);
});

test('what was published is let go: no listener of the signal is left, whatever garbage was collected meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const { signal } = new AbortController();
  const answers: (() => void)[] = [];
  const send = () => new Promise<void>((resolve) => answers.push(resolve));
  const producers = { current: async () => ({ send }) as unknown as Producer, discard: async () => undefined };
  const publish = usersPublisher(producers, 'users_created', undefined);

  const publishing = [1, 2, 3].map(() => publish(userRecords(1), firstRun, signal));
  await new Promise(setImmediate);
  collectGarbage();
  for (const answer of answers) answer();
  await Promise.all(publishing);

  expect(answers).toHaveLength(3);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
