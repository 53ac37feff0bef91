import { jest } from '@jest/globals';
import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import type { EventRecord } from '../../../../../local/event-source-mapping/record.ts';
import type { Destination } from '../../../../../local/event-source-mapping/sender/destinations/destination.ts';
import type { FunctionAnswer, GivenUpBatch } from '../../../../../local/event-source-mapping/sender/failure-record.ts';
import { InvocationSlots } from '../../../../../local/event-source-mapping/sender/invocation-slots.ts';
import type { Invocation } from '../../../../../local/event-source-mapping/sender/invoke-function.ts';
import { Sender, type SenderOptions } from '../../../../../local/event-source-mapping/sender/sender.ts';
import { eventRecord, eventRecords, offsetsOf, selfManaged } from '../event-records.ts';
import { turnUntil } from '../turn-until.ts';

/** A sender that gives up three records, and what came of it. */
function givingUp(deliver: Destination['deliver'], close: Destination['close'] = async () => undefined) {
  const activity = new Activity(() => undefined);
  const slots = new InvocationSlots(1, () => undefined);
  const sender = new Sender(
    {
      functionArn: 'arn',
      source: selfManaged,
      retryPolicy: { retries: 0, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false },
      readsBatchResponse: false,
      backoff: { firstMs: 0, maxMs: 0 },
    },
    {
      invoke: async () => ({ kind: 'too-large' }),
      serialise: () => Buffer.from('{}'),
      destination: { deliver, close },
      slots,
      activity,
    },
  );
  const resolved: EventRecord[] = [];
  const watch = { isOwned: () => true, resolved: (records: readonly EventRecord[]) => resolved.push(...records) };
  slots.tryTake();
  const ended = sender.refuse(eventRecords(3), 'MaximumPayloadSizeExceeded', watch);
  return { sender, activity, resolved, ended };
}

test('records are counted by what became of them when the destination took only some', async () => {
  const { activity, resolved, ended } = givingUp(async () => 2);

  await ended;

  expect(activity.counts).toMatchObject({ sentToDestination: 2, dropped: 1 });
  expect(offsetsOf(resolved)).toEqual([0, 1, 2]);
});

test('records that still wait for the destination when polling ends are neither counted nor resolved', async () => {
  const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));
  const { sender, activity, resolved, ended } = givingUp(async (_, signal) => {
    await aborted(signal);
    return 1;
  });

  sender.drain();
  await ended;

  expect(activity.counts).toMatchObject({ sentToDestination: 0, dropped: 0 });
  expect(resolved).toEqual([]);
});

const answer: FunctionAnswer = { requestId: 'request', statusCode: 200, executedVersion: '$LATEST' };
const succeeded: Invocation = { kind: 'answered', answer, payload: '' };
const failed: Invocation = { kind: 'answered', answer: { ...answer, functionError: 'Unhandled' }, payload: '' };
const without = { retries: Number.POSITIVE_INFINITY, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false };

function reporting(...offsets: number[]): Invocation {
  const batchItemFailures = offsets.map((offset) => ({ itemIdentifier: { partition: 't-0', offset } }));
  return { kind: 'answered', answer, payload: JSON.stringify({ batchItemFailures }) };
}

/** What the function does with each invocation, one after the other; then it succeeds. */
type Script = (Invocation | ((signal: AbortSignal) => Promise<Invocation>))[];

/** A sender of three records to a function with this script, and what came of it. */
function delivering(script: Script, options: Partial<SenderOptions> = {}, records = eventRecords(3)) {
  const log: string[] = [];
  const activity = new Activity((line) => log.push(line));
  const free: number[] = [];
  const slots = new InvocationSlots(1, () => free.push(slots.taken));
  const sent: number[][] = [];
  const givenUp: GivenUpBatch[] = [];
  const resolved: number[][] = [];
  const lost = new Set<number>();
  const serialise = (some: readonly EventRecord[]) => Buffer.from(JSON.stringify(offsetsOf(some)));
  const sender = new Sender(
    {
      functionArn: 'arn',
      source: selfManaged,
      retryPolicy: without,
      readsBatchResponse: false,
      backoff: { firstMs: 0, maxMs: 0 },
      ...options,
    },
    {
      invoke: async (_, payload, signal) => {
        sent.push(JSON.parse(payload.toString()));
        const next = script.shift() ?? succeeded;
        return typeof next === 'function' ? next(signal) : next;
      },
      serialise,
      destination: {
        deliver: async (batch) => {
          givenUp.push(batch);
          return batch.records.length;
        },
        close: async () => undefined,
      },
      slots,
      activity,
    },
  );
  const watch = {
    isOwned: ({ offset }: EventRecord) => !lost.has(offset),
    resolved: (some: readonly EventRecord[]) => resolved.push(offsetsOf(some)),
  };
  slots.tryTake();
  const start = () => sender.deliver(records, watch);
  return { sender, activity, log, slots, sent, givenUp, resolved, lost, start };
}

test('a batch that the function takes is resolved at once', async () => {
  const { start, sent, resolved, activity, slots } = delivering([]);

  await start();

  expect(sent).toEqual([[0, 1, 2]]);
  expect(resolved).toEqual([[0, 1, 2]]);
  expect(activity.lastResult).toBe('OK');
  expect(activity.counts).toMatchObject({
    invocations: 1,
    invoked: 3,
    delivered: 3,
    failedInvocations: 0,
    failedInvoke: 0,
  });
  expect(slots.taken).toBe(0);
});

test('the time of each invocation is counted, of those that fail too', async () => {
  const clock = jest.spyOn(performance, 'now');
  for (const ms of [1000, 3500, 4000, 4250]) clock.mockReturnValueOnce(ms);
  const { start, activity } = delivering([failed]);

  await start();

  expect(activity.counts).toMatchObject({ invocations: 2, invocationSeconds: 2.75 });
  clock.mockRestore();
});

test('a batch that fails is sent again, until the function takes it', async () => {
  const { start, sent, resolved, activity, log, slots } = delivering([failed, failed]);

  await start();

  expect(sent).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect(resolved).toEqual([[0, 1, 2]]);
  expect(log).toEqual(['last processing result: PROBLEM: Function call failed', 'last processing result: OK']);
  expect(activity.counts).toMatchObject({
    invocations: 3,
    invoked: 9,
    delivered: 3,
    failedInvocations: 2,
    failedInvoke: 6,
    throttles: 0,
  });
  expect(slots.taken).toBe(0);
});

test('what is given up after its retries goes to the destination, with the last answer', async () => {
  const { start, givenUp, resolved, log, activity } = delivering([failed, failed], {
    retryPolicy: { ...without, retries: 1 },
  });

  await start();

  expect(givenUp).toEqual([
    {
      source: selfManaged,
      functionArn: 'arn',
      condition: 'RetryAttemptsExhausted',
      invocations: 2,
      answer: { ...answer, functionError: 'Unhandled' },
      records: eventRecords(3),
      payloadBytes: '[0,1,2]'.length,
    },
  ]);
  expect(resolved).toEqual([[0, 1, 2]]);
  expect(log.at(-1)).toBe(
    '3 records sent to the on-failure destination (RetryAttemptsExhausted), partition:offsets 0:0..2',
  );
  expect(activity.counts).toMatchObject({ delivered: 0, sentToDestination: 3, dropped: 0 });
});

test('records that nobody took are said to be dropped, by partition', async () => {
  const log: string[] = [];
  const slots = new InvocationSlots(1, () => undefined);
  const sender = new Sender(
    { functionArn: 'arn', source: selfManaged, retryPolicy: without, readsBatchResponse: false, backoff: never },
    {
      invoke: async () => succeeded,
      serialise: () => Buffer.from(''),
      destination: { deliver: async () => 1, close: async () => undefined },
      slots,
      activity: new Activity((line) => log.push(line)),
    },
  );
  slots.tryTake();

  await sender.refuse([eventRecord(4, 1), eventRecord(7, 2), eventRecord(9, 2)], 'SCHEMA_NOT_FOUND', everything);

  expect(log).toEqual(['3 records given up, 2 of them DROPPED (SCHEMA_NOT_FOUND), partition:offsets 1:4..4 2:7..9']);
});

const never = { firstMs: 60_000, maxMs: 60_000 };
const everything = { isOwned: () => true, resolved: () => undefined };

test('after a partial failure only what the function named is sent again', async () => {
  const { start, sent, resolved, activity, log } = delivering([reporting(1)], { readsBatchResponse: true });

  await start();

  expect(sent).toEqual([[0, 1, 2], [1]]);
  expect(resolved).toEqual([[0, 2], [1]]);
  expect(log[0]).toBe('last processing result: PROBLEM: Function reported failed records');
  expect(activity.counts).toMatchObject({ delivered: 3, failedInvocations: 1, failedInvoke: 1 });
});

test('a function that names no record, or whose mapping reads no names, has taken all', async () => {
  const named = delivering([reporting()], { readsBatchResponse: true });
  const unread = delivering([reporting(1)]);

  await named.start();
  await unread.start();

  expect(named.sent).toEqual([[0, 1, 2]]);
  expect(unread.sent).toEqual([[0, 1, 2]]);
});

test('an answer that cannot be read is a failure of the whole batch', async () => {
  const { start, sent, log, activity } = delivering([reporting(99)], { readsBatchResponse: true });

  await start();

  expect(sent).toHaveLength(2);
  expect(log[0]).toBe('whole batch counts as failed. The answer names a record that is not in the batch.');
  expect(log[1]).toBe('last processing result: PROBLEM: Function call failed');
  expect(activity.counts.failedInvoke).toBe(3);
});

test.each<[Invocation, string, number]>([
  [{ kind: 'throttled' }, 'PROBLEM: Function call throttled', 1],
  [{ kind: 'unavailable', reason: 'no connection' }, 'PROBLEM: no connection', 0],
])('what does not reach the function costs no retry: %j', async (invocation, result, throttles) => {
  const { start, sent, resolved, givenUp, activity, log } = delivering([invocation, invocation], {
    retryPolicy: { ...without, retries: 0 },
  });

  await start();

  expect(sent).toHaveLength(3);
  expect(givenUp).toEqual([]);
  expect(resolved).toEqual([[0, 1, 2]]);
  expect(log[0]).toBe(`last processing result: ${result}`);
  expect(activity.counts.throttles).toBe(2 * throttles);
});

test('a batch that is too large for the function goes in halves', async () => {
  const { start, sent, resolved, log } = delivering([{ kind: 'too-large' }]);

  await start();

  expect(sent).toEqual([[0, 1, 2], [0, 1], [2]]);
  expect(resolved).toEqual([[0, 1], [2]]);
  expect(log[0]).toBe('last processing result: PROBLEM: The function does not take a request of this size');
});

test('records too old are given up before they are sent, without an answer', async () => {
  const records = [eventRecord(0), { ...eventRecord(1), timestampMs: Date.now() }];
  const { start, sent, givenUp, resolved } = delivering(
    [],
    { retryPolicy: { ...without, recordAgeMs: 60_000 } },
    records,
  );

  await start();

  expect(sent).toEqual([[1]]);
  expect(givenUp).toMatchObject([{ condition: 'RecordAgeExceeded', invocations: 0, answer: undefined }]);
  expect(resolved).toEqual([[0], [1]]);
});

test('records that are another consumer’s by now are not sent again, nor resolved', async () => {
  const { start, sent, resolved, lost } = delivering([
    async () => {
      lost.add(1);
      return failed;
    },
  ]);

  await start();

  expect(sent).toEqual([
    [0, 1, 2],
    [0, 2],
  ]);
  expect(resolved).toEqual([[0, 2]]);
});

test('a batch of which nothing is left to send gives its slot back', async () => {
  const { start, sent, resolved, lost, slots } = delivering([]);
  for (const offset of [0, 1, 2]) lost.add(offset);

  await start();

  expect(sent).toEqual([]);
  expect(resolved).toEqual([]);
  expect(slots.taken).toBe(0);
});

test('between two attempts others may have the slot, and what follows waits for it', async () => {
  const { start, sent, slots } = delivering([failed]);

  const delivery = start();
  await turnUntil(() => slots.taken === 0);
  const taken = slots.tryTake();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const meanwhile = sent.length;
  slots.give();
  await delivery;

  expect(taken).toBe(true);
  expect(meanwhile).toBe(1);
  expect(sent).toHaveLength(2);
  expect(slots.taken).toBe(0);
});

test('the waits grow with the failures, and with what does not reach the function', async () => {
  for (const invocation of [failed, { kind: 'throttled' }] as const) {
    const { start, sender, sent } = delivering(Array(50).fill(invocation), {
      backoff: { firstMs: 20, maxMs: 60_000 },
    });

    const delivery = start();
    await new Promise((resolve) => setTimeout(resolve, 150));
    sender.drain();
    await delivery;

    // At 10 ms each they would be fifteen; doubled each time they end at the fifth.
    expect(sent.length).toBeLessThan(6);
  }
});

test('draining ends the waiting and starts no further attempt', async () => {
  const { start, sender, sent, resolved, slots } = delivering([failed], { backoff: never });

  const delivery = start();
  await turnUntil(() => sent.length === 1 && slots.taken === 0);
  sender.drain();
  await delivery;

  expect(sent).toHaveLength(1);
  expect(resolved).toEqual([]);
  expect(slots.taken).toBe(0);
});

test('an invocation under way may still finish while it drains', async () => {
  const { start, sender, resolved } = delivering([
    async () => {
      sender.drain();
      return succeeded;
    },
  ]);

  await start();

  expect(resolved).toEqual([[0, 1, 2]]);
});

test('what is abandoned is as if it had not been sent', async () => {
  const abandoned = (signal: AbortSignal) =>
    new Promise<Invocation>((resolve) => signal.addEventListener('abort', () => resolve(failed)));
  const { start, sender, sent, resolved, activity, slots } = delivering([abandoned]);

  const delivery = start();
  await turnUntil(() => sent.length === 1);
  sender.abandon();
  await delivery;

  expect(resolved).toEqual([]);
  expect(activity.lastResult).toBe('No records processed');
  expect(activity.counts.failedInvocations).toBe(0);
  expect(slots.taken).toBe(0);
});

test('is closed with its destination', async () => {
  let closed = false;
  const { sender } = givingUp(
    async () => 3,
    async () => {
      closed = true;
    },
  );

  await sender.close();

  expect(closed).toBe(true);
});
