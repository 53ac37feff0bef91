import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { withDeadline } from '../../../../lambdas/core/deadline.ts';
import { type BatchOutcome, consumeBatch, toBatchResponse } from '../../../../lambdas/sink-users/consume-batch.ts';
import type { KafkaEvent } from '../../../../lambdas/sink-users/kafka-event.ts';
import type { UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import type { UserStore } from '../../../../lambdas/sink-users/user-store.ts';
import { fakeDeadLetters, fakeStore, idOf, Refusal, record, Transient, userRecord } from './sample-changes.ts';

const never = new AbortController().signal;

/** Refuses the users with these numbers. */
function refusing(...numbers: number[]) {
  const bad = numbers.map(idOf);
  return (list: readonly UserChange[]) =>
    list.some(({ id }) => bad.includes(id)) ? new Refusal('bad user') : undefined;
}

/** With dead letters that take everything. */
function consume(event: KafkaEvent, stores: readonly UserStore[], deadline: AbortSignal) {
  return consumeBatch(event, stores, fakeDeadLetters().sendDeadLetters, deadline);
}

function offsetsOf({ failures }: BatchOutcome): number[] {
  return failures.map(({ place }) => place.offset);
}

test('every record comes into every store', async () => {
  const [one, other] = [fakeStore(), fakeStore()];
  const event = { records: { 't-0': [userRecord(0, 1), userRecord(1, 2)], 't-1': [record(0, { key: idOf(3) })] } };

  const outcome = await consume(event, [one.store, other.store], never);

  expect(outcome).toMatchObject({ records: 3, failures: [] });
  for (const { written } of [one, other]) {
    expect(written.map(({ id, user }) => [id, user?.id])).toEqual([
      [idOf(1), idOf(1)],
      [idOf(2), idOf(2)],
      [idOf(3), undefined],
    ]);
  }
});

test('of several changes of a user only the newest is written', async () => {
  const { store, written } = fakeStore();
  const event = { records: { 't-0': [userRecord(0, 1), record(1, { key: idOf(1) }), userRecord(2, 1)] } };

  const outcome = await consume(event, [store], never);

  expect(outcome).toMatchObject({ records: 3, failures: [] });
  expect(written.map(({ place }) => place.offset)).toEqual([2]);
});

test('a record that a store refuses is given up with what that store says, and its neighbours are stored', async () => {
  const [cassandra, postgres] = [fakeStore({ name: 'Cassandra' }), fakeStore({ name: 'PostgreSQL' }, refusing(2))];
  const poison = userRecord(11, 2);
  const { sent, sendDeadLetters } = fakeDeadLetters();

  const outcome = await consumeBatch(
    { records: { 't-0': [userRecord(10, 1), poison] } },
    [cassandra.store, postgres.store],
    sendDeadLetters,
    never,
  );

  const place = { partition: 't-0', offset: 11 };
  expect(outcome).toMatchObject({ records: 2, failures: [] });
  expect(sent).toEqual([{ place, record: poison, reason: 'STORE_REFUSED', message: 'PostgreSQL: bad user' }]);
  expect(outcome.poison).toEqual(sent);
  expect([cassandra.written.length, postgres.written.length]).toEqual([2, 1]);
});

test('a record that several stores refuse is given up once, with what each of them says', async () => {
  const cassandra = fakeStore({ name: 'Cassandra' }, refusing(1)).store;
  const postgres = fakeStore({ name: 'PostgreSQL' }, refusing(1)).store;
  const { sent, sendDeadLetters } = fakeDeadLetters();

  await consumeBatch({ records: { 't-0': [userRecord(10, 1)] } }, [cassandra, postgres], sendDeadLetters, never);

  expect(sent.map(({ message }) => message)).toEqual(['Cassandra: bad user; PostgreSQL: bad user']);
});

test('a record that one store refuses is given up though the other one is away', async () => {
  const controller = new AbortController();
  const away = fakeStore({ name: 'Cassandra' }, () => {
    setImmediate(() => controller.abort(new Error('no time left')));
    return new Transient('away');
  });
  const refuses = fakeStore({ name: 'PostgreSQL' }, refusing(1));
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const event = { records: { 't-0': [userRecord(0, 1), userRecord(1, 2)] } };

  const outcome = await consumeBatch(event, [away.store, refuses.store], sendDeadLetters, controller.signal);

  expect(sent.map(({ place, message }) => [place.offset, message])).toEqual([[0, 'PostgreSQL: bad user']]);
  expect(outcome.failures).toEqual([{ place: { partition: 't-0', offset: 1 }, reason: 'Cassandra: away' }]);
});

test('where the newest change of a user is refused, the next older one that is not is stored', async () => {
  const bad = (list: readonly UserChange[]) =>
    list.some(({ id, offset }) => id === idOf(1) && offset >= 2) ? new Refusal('bad user') : undefined;
  const { store, written } = fakeStore({}, bad);
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const records = [userRecord(0, 1), userRecord(1, 1), userRecord(2, 1), userRecord(3, 2), userRecord(4, 1)];

  const outcome = await consumeBatch({ records: { 't-0': records } }, [store], sendDeadLetters, never);

  expect(outcome.failures).toEqual([]);
  expect(sent.map(({ place }) => place.offset).sort()).toEqual([2, 4]);
  expect(written.map(({ offset }) => offset)).toEqual([3, 1]);
});

test('where the newest change of a user cannot be written now, the older ones of the batch have failed too', async () => {
  const controller = new AbortController();
  const { store } = fakeStore({}, (list) => {
    if (!list.some(({ id }) => id === idOf(1))) return undefined;
    setImmediate(() => controller.abort(new Error('no time left')));
    return new Transient('away');
  });
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const event = { records: { 't-0': [userRecord(0, 1), userRecord(2, 1)] } };

  const outcome = await consumeBatch(event, [store], sendDeadLetters, controller.signal);

  expect(offsetsOf(outcome)).toEqual([0, 2]);
  expect(sent).toEqual([]);
});

test('a malformed record is given up, and the others are written', async () => {
  const { store, written } = fakeStore();
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const malformed = record(1, { key: idOf(1), value: 'hello' });
  const event = { records: { 't-0': [userRecord(0, 1), malformed] } };

  const outcome = await consumeBatch(event, [store], sendDeadLetters, never);

  const place = { partition: 't-0', offset: 1 };
  const message = 'The value is not JSON in UTF-8.';
  expect(outcome).toMatchObject({ records: 2, failures: [] });
  expect(sent).toEqual([{ place, record: malformed, reason: 'INVALID_RECORD', message }]);
  expect(written.map(({ id }) => id)).toEqual([idOf(1)]);
});

test('a malformed record is given up while a store is away', async () => {
  const controller = new AbortController();
  const { store } = fakeStore({}, () => new Transient('away'));
  const event = { records: { 't-0': [userRecord(0, 1), record(1, { value: 'hello' })] } };

  const outcome = await consumeBatch(
    event,
    [store],
    async (poison) => {
      // The store would be waited for without end.
      if (poison.length > 0) controller.abort(new Error('no time left'));
      return [];
    },
    controller.signal,
  );

  expect(outcome.poison.map(({ place }) => place.offset)).toEqual([1]);
  expect(offsetsOf(outcome)).toEqual([0]);
});

test('poison that cannot be given up now has failed: it is delivered again', async () => {
  const { store } = fakeStore({}, refusing(3));
  const { sent, sendDeadLetters } = fakeDeadLetters(({ place }) =>
    place.offset === 1 ? undefined : 'the queue is away',
  );
  const records = [userRecord(0, 1), record(1, { value: 'x' }), record(2, { value: 'y' }), userRecord(3, 3)];

  const outcome = await consumeBatch({ records: { 't-0': records } }, [store], sendDeadLetters, never);

  const failed = (offset: number) => ({ place: { partition: 't-0', offset }, reason: 'the queue is away' });
  expect(outcome.failures).toEqual([failed(2), failed(3)]);
  expect(outcome.poison).toEqual(sent);
  expect(sent.map(({ place }) => place.offset)).toEqual([1]);
});

test('records at one offset of several partitions are told apart', async () => {
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const records = {
    't-1': [userRecord(5, 1)],
    't-11': [record(5, { value: 'x' })],
    't-2': [record(5, { value: 'y' })],
  };

  await consumeBatch({ records }, [fakeStore().store], sendDeadLetters, never);

  expect(sent.map(({ place, record: { value } }) => [place.partition, value])).toEqual([
    ['t-11', 'eA=='],
    ['t-2', 'eQ=='],
  ]);
});

test('at the deadline every record has failed that is not in every store', async () => {
  const { store, writes } = fakeStore();
  const event = { records: { 't-0': [userRecord(0, 1)], 't-1': [userRecord(0, 2)] } };

  const outcome = await consume(event, [store], AbortSignal.abort(new Error('no time left')));

  expect(outcome.failures).toEqual([
    { place: { partition: 't-0', offset: 0 }, reason: 'Store: no time left' },
    { place: { partition: 't-1', offset: 0 }, reason: 'Store: no time left' },
  ]);
  expect(writes).toEqual([]);
});

test('every record is stored or superseded, in the dead letters, or failed, and counted once', async () => {
  const kinds = fc.array(fc.tuple(fc.nat(3), fc.constantFrom('good', 'refused', 'malformed')), { maxLength: 30 });

  await fc.assert(
    fc.asyncProperty(kinds, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), async (list, unsendable) => {
      const bad = new Set([...list.keys()].filter((offset) => list[offset]?.[1] === 'refused'));
      const { store, written } = fakeStore({}, (some) =>
        some.some(({ offset }) => bad.has(offset)) ? new Refusal('bad user') : undefined,
      );
      const { sendDeadLetters } = fakeDeadLetters(({ place }) => (unsendable[place.offset] ? 'away' : undefined));
      const records = list.map(([user, kind], offset) =>
        kind === 'malformed' ? record(offset, { value: 'x' }) : userRecord(offset, user),
      );

      const outcome = await consumeBatch({ records: { 't-0': records } }, [store], sendDeadLetters, never);

      const good = [...list.keys()].filter((offset) => list[offset]?.[1] === 'good');
      const newest = [0, 1, 2, 3].flatMap((user) => good.filter((offset) => list[offset]?.[0] === user).slice(-1));
      expect(new Set(written.map(({ offset }) => offset))).toEqual(new Set(newest));
      const superseded = (offset: number) =>
        good.some((later) => later > offset && list[later]?.[0] === list[offset]?.[0]);
      const others = [...list.entries()]
        .filter(([offset, [, kind]]) => kind === 'malformed' || (kind === 'refused' && !superseded(offset)))
        .map(([offset]) => offset);
      const accounted = [...offsetsOf(outcome), ...outcome.poison.map(({ place }) => place.offset)];
      expect(accounted.sort((a, b) => a - b)).toEqual(others);
      expect(offsetsOf(outcome).every((offset) => unsendable[offset])).toBe(true);
    }),
  );
});

test('stores that take five seconds for each request end the batch before the function’s time does', async () => {
  jest.useFakeTimers();
  const begun = Date.now();
  const slow = () => fakeStore({ write: () => new Promise((resolve) => setTimeout(resolve, 5000)), concurrency: 8 });
  const records = Array.from({ length: 2000 }, (_, offset) => userRecord(offset, offset));
  const context = { functionName: 'users-sink', getRemainingTimeInMillis: () => 120_000 };

  const work = withDeadline(context, 35_000, (deadline) =>
    consume({ records: { 't-0': records } }, [slow().store, slow().store], deadline),
  );
  const [outcome] = await Promise.all([work, jest.runAllTimersAsync()]);
  const seconds = (Date.now() - begun) / 1000;
  jest.useRealTimers();

  // Within 85 s each has taken 8 requests of 10 users every 5 s.
  expect(seconds).toBe(85);
  expect(offsetsOf(outcome)).toHaveLength(2000 - 16 * 80);
  expect(outcome.poison).toEqual([]);
});

test('how long each store took is told, whatever became of its writes', async () => {
  const fast = fakeStore({ name: 'Cassandra' }, refusing(1)).store;
  const slow = fakeStore({ name: 'PostgreSQL', write: () => wait(50) }).store;
  const event = { records: { 't-0': [userRecord(0, 1)] } };

  const { storeTimes } = await consume(event, [fast, slow], never);

  expect(storeTimes.map(({ store }) => store)).toEqual(['Cassandra', 'PostgreSQL']);
  expect(storeTimes[0]?.ms).toBeLessThan(storeTimes[1]?.ms ?? 0);
  // A timer may be a millisecond early.
  expect(storeTimes[1]?.ms).toBeGreaterThanOrEqual(49);
});

test('an event without records is done', async () => {
  const { store, writes } = fakeStore();

  await expect(consume({ records: {} }, [store], never)).resolves.toMatchObject({ records: 0, failures: [] });

  expect(writes).toEqual([]);
});

test('the answer to Lambda names what failed by partition and offset, and nothing else', () => {
  const failures = [
    { place: { partition: 't-0', offset: 7 }, reason: 'one' },
    { place: { partition: 't-12', offset: 9_007_199_254_740_991 }, reason: 'two' },
  ];

  expect(toBatchResponse({ failures })).toEqual({
    batchItemFailures: [
      { itemIdentifier: { partition: 't-0', offset: 7 } },
      { itemIdentifier: { partition: 't-12', offset: 9_007_199_254_740_991 } },
    ],
  });
});

test('a batch without failures is answered with an empty list', () => {
  expect(toBatchResponse({ failures: [] })).toEqual({ batchItemFailures: [] });
});
