import { setTimeout as wait } from 'node:timers/promises';
import { type BatchOutcome, consumeBatch, toBatchResponse } from '../../../../lambdas/sink-users/consume-batch.ts';
import type { UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import { fakeStore, idOf, Refusal, record, userRecord } from './sample-changes.ts';

const never = new AbortController().signal;

/** Refuses the users with these numbers. */
function refusing(...numbers: number[]) {
  const bad = numbers.map(idOf);
  return (list: readonly UserChange[]) =>
    list.some(({ id }) => bad.includes(id)) ? new Refusal('bad user') : undefined;
}

function offsetsOf({ failures }: BatchOutcome): number[] {
  return failures.map(({ place }) => place.offset);
}

test('every record comes into every store', async () => {
  const [one, other] = [fakeStore(), fakeStore()];
  const event = { records: { 't-0': [userRecord(0, 1), userRecord(1, 2)], 't-1': [record(0, { key: idOf(3) })] } };

  const outcome = await consumeBatch(event, [one.store, other.store], never);

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

  const outcome = await consumeBatch(event, [store], never);

  expect(outcome).toMatchObject({ records: 3, failures: [] });
  expect(written.map(({ place }) => place.offset)).toEqual([2]);
});

test('of two changes in one millisecond on both sides of a full thousand the one of the higher version is written', async () => {
  const { store, written } = fakeStore();
  const event = { records: { 't-0': [userRecord(999, 1), record(1000, { key: idOf(1) })] } };

  await consumeBatch(event, [store], never);

  expect(written.map(({ place, user }) => [place.offset, user])).toEqual([
    [999, expect.objectContaining({ id: idOf(1) })],
  ]);
});

test('a record that one of the stores does not have has failed, with what that store says', async () => {
  const [cassandra, postgres] = [fakeStore({ name: 'Cassandra' }), fakeStore({ name: 'PostgreSQL' }, refusing(2))];
  const event = { records: { 't-0': [userRecord(10, 1), userRecord(11, 2)] } };

  const outcome = await consumeBatch(event, [cassandra.store, postgres.store], never);

  const place = { partition: 't-0', offset: 11 };
  expect(outcome).toMatchObject({ records: 2, failures: [{ place, reason: 'PostgreSQL: bad user' }] });
  expect(cassandra.written).toHaveLength(2);
  expect(postgres.written).toHaveLength(1);
});

test('a record that several stores do not have has failed once, with the reason of the first', async () => {
  const cassandra = fakeStore({ name: 'Cassandra' }, refusing(1)).store;
  const postgres = fakeStore({ name: 'PostgreSQL' }, refusing(1)).store;
  const event = { records: { 't-0': [userRecord(10, 1)] } };
  const place = { partition: 't-0', offset: 10 };

  const outcome = await consumeBatch(event, [cassandra, postgres], never);
  const reversed = await consumeBatch(event, [postgres, cassandra], never);

  expect(outcome.failures).toEqual([{ place, reason: 'Cassandra: bad user' }]);
  expect(reversed.failures).toEqual([{ place, reason: 'PostgreSQL: bad user' }]);
});

test('where the newest change of a user failed, the older ones of the batch have failed too', async () => {
  const { store, written } = fakeStore({}, refusing(1));
  const event = { records: { 't-0': [userRecord(0, 1), userRecord(1, 2), userRecord(2, 1)] } };

  const outcome = await consumeBatch(event, [store], never);

  expect(offsetsOf(outcome)).toEqual([0, 2]);
  expect(written.map(({ id }) => id)).toEqual([idOf(2)]);
});

test('a malformed record has failed, and the others are written', async () => {
  const { store, written } = fakeStore();
  const event = { records: { 't-0': [userRecord(0, 1), record(1, { key: idOf(1), value: 'hello' })] } };

  const outcome = await consumeBatch(event, [store], never);

  const place = { partition: 't-0', offset: 1 };
  expect(outcome).toMatchObject({ records: 2, failures: [{ place, reason: 'The value is not JSON in UTF-8.' }] });
  expect(written.map(({ id }) => id)).toEqual([idOf(1)]);
});

test('at the deadline every record has failed that is not in every store', async () => {
  const { store, writes } = fakeStore();
  const event = { records: { 't-0': [userRecord(0, 1)], 't-1': [userRecord(0, 2)] } };

  const outcome = await consumeBatch(event, [store], AbortSignal.abort(new Error('no time left')));

  expect(outcome.failures).toEqual([
    { place: { partition: 't-0', offset: 0 }, reason: 'Store: no time left' },
    { place: { partition: 't-1', offset: 0 }, reason: 'Store: no time left' },
  ]);
  expect(writes).toEqual([]);
});

test('how long each store took is told, whatever became of its writes', async () => {
  const fast = fakeStore({ name: 'Cassandra' }, refusing(1)).store;
  const slow = fakeStore({ name: 'PostgreSQL', write: () => wait(50) }).store;
  const event = { records: { 't-0': [userRecord(0, 1)] } };

  const { storeTimes } = await consumeBatch(event, [fast, slow], never);

  expect(storeTimes.map(({ store }) => store)).toEqual(['Cassandra', 'PostgreSQL']);
  expect(storeTimes[0]?.ms).toBeLessThan(storeTimes[1]?.ms ?? 0);
  // A timer may be a millisecond early.
  expect(storeTimes[1]?.ms).toBeGreaterThanOrEqual(49);
});

test('an event without records is done', async () => {
  const { store, writes } = fakeStore();

  await expect(consumeBatch({ records: {} }, [store], never)).resolves.toMatchObject({ records: 0, failures: [] });

  expect(writes).toEqual([]);
});

test('the answer to Lambda names what failed by partition and offset, and nothing else', () => {
  const failures = [
    { place: { partition: 't-0', offset: 7 }, reason: 'one' },
    { place: { partition: 't-12', offset: 9_007_199_254_740_991 }, reason: 'two' },
  ];

  expect(toBatchResponse({ records: 5, failures, storeTimes: [] })).toEqual({
    batchItemFailures: [
      { itemIdentifier: { partition: 't-0', offset: 7 } },
      { itemIdentifier: { partition: 't-12', offset: 9_007_199_254_740_991 } },
    ],
  });
});

test('a batch without failures is answered with an empty list', () => {
  expect(toBatchResponse({ records: 5, failures: [], storeTimes: [] })).toEqual({ batchItemFailures: [] });
});
