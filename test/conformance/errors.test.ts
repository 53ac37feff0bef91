import { keepForFile } from '../support/event-source-mapping/clean-up.ts';
import { createQueue } from '../support/event-source-mapping/destinations.ts';
import type { MappedTopic } from '../support/event-source-mapping/mapped-topic.ts';
import { deployFunction, offsetsOf, type Reply, valuesOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { committedOffset, numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

const shared = SharedPoller.forThisFile();

const failing = () => ({ error: 'always' });
const failures = (...named: { partition: string; offset: unknown }[]): Reply => ({
  value: { batchItemFailures: named.map((itemIdentifier) => ({ itemIdentifier })) },
});
const reportsFailures = { FunctionResponseTypes: ['ReportBatchItemFailures' as const] };

/** Eleven attempts take most of a minute, so they are made beside the other tests. */
let cappedAtTen: MappedTopic & { readonly queue: Awaited<ReturnType<typeof createQueue>> };

beforeAll(async () => {
  const queue = await createQueue();
  const mapped = await shared.map({
    messages: numbered(1),
    reply: failing,
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
  });
  cappedAtTen = Object.assign(mapped, { queue });
  keepForFile();
});

test('28. with 2 retries a batch that fails is tried 3 times and given up, and the partition goes on', async () => {
  const mapped = await shared.map({ BatchSize: 2, MaximumRetryAttempts: 2 });
  mapped.reply = (event) => (offsetsOf(event).includes(0) ? { error: 'poison' } : {});

  await mapped.produce(numbered(4));
  await mapped.committed(4);

  expect(mapped.offsets()).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
    [2, 3],
  ]);
  expect(await mapped.status()).toMatchObject({ counts: { dropped: 2, delivered: 2 } });
});

test('29. without a limit and a destination a batch that fails never lets its partition advance', async () => {
  const mapped = await shared.map({ BatchSize: 1, MaximumRetryAttempts: -1, reply: failing });

  await mapped.produce(numbered(2));
  await mapped.invoked(6);

  expect(new Set(mapped.offsets().flat())).toEqual(new Set([0]));
  expect(await committedOffset(mapped.uuid, mapped.topic)).toBe(0);
});

test('31. a record older than the limit is not delivered, and counts as dropped', async () => {
  const old = { value: 'old', timestamp: String(Date.now() - 120_000) };
  const mapped = await shared.map({ MaximumRecordAgeInSeconds: 60, messages: [old, { value: 'young' }] });

  await mapped.committed(2);

  expect(mapped.events.flatMap(valuesOf)).toEqual(['young']);
  expect(await mapped.status()).toMatchObject({ counts: { dropped: 1 } });
});

test('32. bisecting isolates one poisonous record of 8, and the other 7 succeed', async () => {
  const mapped = await shared.map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
  const succeeded: number[] = [];
  mapped.reply = (event) => {
    if (offsetsOf(event).includes(5)) return { error: 'poison' };
    succeeded.push(...offsetsOf(event));
    return {};
  };

  await mapped.produce(numbered(8));
  await mapped.committed(8);

  expect(succeeded).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(mapped.offsets().filter((offsets) => offsets.length === 1 && offsets[0] === 5)).toHaveLength(2);
  expect(await mapped.status()).toMatchObject({ counts: { dropped: 1, delivered: 7 } });
});

test('33. after a partial failure only the record named comes again, and the offset waits for it', async () => {
  const mapped = await shared.map(reportsFailures);
  let committedAtRetry = -1;
  mapped.reply = async (event) => {
    if (offsetsOf(event).length === 8) return failures({ partition: `${mapped.topic}-0`, offset: 5 });
    await mapped.committed(5);
    committedAtRetry = await committedOffset(mapped.uuid, mapped.topic);
    return {};
  };

  await mapped.produce(numbered(8));
  await mapped.committed(8);

  expect(mapped.offsets()).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [5]]);
  expect(committedAtRetry).toBe(5);
});

test('33. records of several partitions are named by partition and offset', async () => {
  // Full by what both partitions have: on a busy machine one's records may come a second after the other's.
  const settings = { ...reportsFailures, BatchSize: 4, MaximumBatchingWindowInSeconds: 30 };
  const mapped = await shared.map({ ...settings, partitions: 2 });
  mapped.reply = () => (mapped.events.length === 1 ? failures({ partition: `${mapped.topic}-1`, offset: 0 }) : {});

  await mapped.produce([...numbered(2, 0), ...numbered(2, 1)]);
  await mapped.committed(2, 2);

  expect(Object.keys(mapped.events[1]?.records ?? {})).toEqual([`${mapped.topic}-1`]);
  expect(mapped.offsets().slice(1)).toEqual([[0]]);
});

test.each([
  ['null', null],
  ['an empty object', {}],
  ['an empty text', ''],
  ['an empty list of failures', { batchItemFailures: [] }],
  ['no list of failures', { batchItemFailures: null }],
])('34. %s means that the whole batch has succeeded', async (_, value) => {
  const mapped = await shared.map({ ...reportsFailures, reply: () => ({ value }), messages: numbered(3) });

  await mapped.committed(3);

  expect(mapped.offsets()).toEqual([[0, 1, 2]]);
});

test.each([
  ['an offset that is not in the batch', (topic: string) => ({ partition: `${topic}-0`, offset: 99 })],
  ['a partition that is not in the batch', (topic: string) => ({ partition: `${topic}-7`, offset: 0 })],
])('35. %s fails the whole batch', async (_, identifier) => {
  const mapped = await shared.map({ ...reportsFailures, MaximumRetryAttempts: 3 });
  mapped.reply = () => (mapped.events.length === 1 ? failures(identifier(mapped.topic)) : {});

  await mapped.produce(numbered(3));
  await mapped.committed(3);

  expect(mapped.offsets()).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('36. without ReportBatchItemFailures an answer that names records is a success', async () => {
  const mapped = await shared.map();
  mapped.reply = () => failures({ partition: `${mapped.topic}-0`, offset: 1 });

  await mapped.produce(numbered(3));
  await mapped.committed(3);

  expect(mapped.offsets()).toEqual([[0, 1, 2]]);
});

test('41. an invocation that is throttled costs no retry', async () => {
  const recorded = await deployFunction();
  await recorded.limitConcurrency(0);
  const mapped = await shared.map({ recorded, MaximumRetryAttempts: 0, messages: numbered(2) });
  await eventually(async () => {
    const { counts, lastProcessingResult } = await mapped.status();
    expect(counts?.throttles).toBeGreaterThanOrEqual(3);
    expect(lastProcessingResult).toBe('PROBLEM: Function call throttled');
  }, 20_000);

  await recorded.limitConcurrency(undefined);
  await mapped.committed(2);

  expect(mapped.offsets()).toEqual([[0, 1]]);
  expect(await mapped.status()).toMatchObject({ counts: { delivered: 2, dropped: 0 } });
});

test('42. a timeout of the function is an error of the function', async () => {
  const recorded = await deployFunction(3);
  const mapped = await shared.map({ recorded, MaximumRetryAttempts: 1 });
  mapped.reply = () => mapped.hold();

  await mapped.produce(numbered(1));
  await mapped.committed(1);

  // The second environment may use its time up with starting.
  expect(mapped.events.length).toBeGreaterThanOrEqual(1);
  expect(await mapped.status()).toMatchObject({
    lastProcessingResult: 'PROBLEM: Function call failed',
    counts: { failedInvocations: 2, dropped: 1 },
  });
});

test('30. without a limit but with a queue a batch is tried 11 times, and one record is sent', async () => {
  await eventually(
    async () => expect(await cappedAtTen.status()).toMatchObject({ counts: { sentToDestination: 1 } }),
    90_000,
  );

  const record = await cappedAtTen.queue.receive();
  await cappedAtTen.committed(1);

  expect(cappedAtTen.events).toHaveLength(11);
  expect(record).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 11 },
  });
});
