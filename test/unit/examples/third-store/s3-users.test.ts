import fc from 'fast-check';
import { s3Users } from '../../../../examples/third-store/s3-users.ts';
import { latestUsers, readLines } from '../../../../examples/third-store/user-lines.ts';
import { DeadlineError } from '../../../../lambdas/core/errors.ts';
import { consumeBatch } from '../../../../lambdas/sink-users/consume-batch.ts';
import { newestChanges } from '../../../../lambdas/sink-users/newest-changes.ts';
import type { UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import { writeChanges } from '../../../../lambdas/sink-users/write-changes.ts';
import { anyUser, sampleUser } from '../../lambdas/sample-user.ts';
import {
  change,
  changes,
  fakeDeadLetters,
  fakeStore,
  idOf,
  Transient,
  userRecord,
} from '../../lambdas/sink-users/sample-changes.ts';
import { fakeBucket, s3Error } from './fake-bucket.ts';

const never = new AbortController().signal;

function inPartition(partition: string, offset: number, changed: Partial<UserChange> = {}): UserChange {
  return change(offset, { place: { partition, offset }, ...changed });
}

const linesOf = (objects: ReadonlyMap<string, string>) => [...objects.values()].flatMap(readLines);

test('a batch is one object a partition, with a line a user in the order of the records', async () => {
  const { client, objects } = fakeBucket();
  const batch = [inPartition('t-1', 9), inPartition('t-0', 12), inPartition('t-1', 7)];

  await expect(writeChanges(s3Users(client, 'lines'), batch, never)).resolves.toEqual([]);

  expect([...objects.keys()].sort()).toEqual([
    expect.stringMatching(/^t-0\/0000000000000000012-[0-9a-f]{16}\.jsonl$/),
    expect.stringMatching(/^t-1\/0000000000000000007-[0-9a-f]{16}\.jsonl$/),
  ]);
  expect(linesOf(objects).filter(({ offset }) => offset !== 12)).toEqual([
    { id: idOf(7), version: 7, offset: 7, user: change(7).user },
    { id: idOf(9), version: 9, offset: 9, user: change(9).user },
  ]);
});

test('a batch that is delivered again, in another order of partitions, writes the same objects', async () => {
  const { client, objects, puts } = fakeBucket();
  const batch = [inPartition('t-0', 3), inPartition('t-1', 8), inPartition('t-0', 5)];

  await writeChanges(s3Users(client, 'lines'), batch, never);
  const once = new Map(objects);
  await writeChanges(s3Users(client, 'lines'), batch.toReversed(), never);

  expect(puts).toHaveLength(4);
  expect(objects).toEqual(once);
});

test('of a batch of which one record comes again the lines of the others stay', async () => {
  const { client, objects } = fakeBucket();
  const store = s3Users(client, 'lines');

  await writeChanges(store, changes(3), never);
  // The first one, because it is the one that an object could be called after.
  await writeChanges(store, changes(1), never);

  expect(latestUsers(linesOf(objects)).map(({ id }) => id)).toEqual([0, 1, 2].map(idOf));
});

test('a deletion is a line without a user, and no reader sees the user again', async () => {
  const { client, objects } = fakeBucket();
  const store = s3Users(client, 'lines');

  await writeChanges(store, [inPartition('t-0', 8, { id: idOf(1), user: null })], never);
  await writeChanges(store, [inPartition('t-0', 2, { id: idOf(1) })], never);

  expect(linesOf(objects).map(({ user }) => user === null)).toEqual([true, false]);
  expect(latestUsers(linesOf(objects))).toEqual([]);
});

test('whatever is stored is read again as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyUser, async (user) => {
      const { client, objects } = fakeBucket();

      await writeChanges(s3Users(client, 'lines'), [change(0, { id: user.id, user })], never);

      const [text = ''] = objects.values();
      expect(text.split('\n')).toHaveLength(2);
      expect(latestUsers(readLines(text))).toStrictEqual([user]);
    }),
  );
});

test('however records are batched and delivered again, readers see the newest of each user', async () => {
  const record = fc.record({ user: fc.nat(4), version: fc.nat(5), isDeletion: fc.boolean() });
  const delivery = fc.array(fc.nat(14), { minLength: 1 });

  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 15, maxLength: 15 }),
      fc.array(delivery),
      fc.array(delivery),
      async (records, before, after) => {
        const all = records.map(({ user, version, isDeletion }, offset) => {
          const id = idOf(user);
          const kept = { ...sampleUser, id, first_name: `as of ${offset}` };
          return change(offset, { id, version, user: isDeletion ? null : kept });
        });
        const { client, objects } = fakeBucket();
        for (const offsets of [...before, [...all.keys()], ...after]) {
          const batch = all.filter((_, offset) => offsets.includes(offset));
          await writeChanges(s3Users(client, 'lines'), newestChanges(batch), never);
        }

        expect(latestUsers(linesOf(objects))).toEqual(newestChanges(all).flatMap(({ user }) => user ?? []));
      },
    ),
  );
});

test('eight requests are under way at once, whatever a batch holds', async () => {
  const { client, objects, underWay } = fakeBucket();
  const batch = Array.from({ length: 50 }, (_, number) => inPartition(`t-${number}`, number));

  await writeChanges(s3Users(client, 'lines'), batch, never);

  expect(objects.size).toBe(50);
  expect(underWay.most).toBe(8);
});

test.each(['SlowDown', 'InternalError', 'NoSuchBucket', 'AccessDenied'])('%s is waited for', async (name) => {
  const { client, objects } = fakeBucket((_, earlier) => (earlier === 0 ? s3Error(name) : undefined));

  await expect(writeChanges(s3Users(client, 'lines'), changes(2), never)).resolves.toEqual([]);

  expect(linesOf(objects)).toHaveLength(2);
});

test('of what S3 refuses for good the one to blame fails, and its neighbours are stored', async () => {
  const { client, objects } = fakeBucket((text) => (text.includes(idOf(2)) ? s3Error('EntityTooLarge') : undefined));

  const failed = await writeChanges(s3Users(client, 'lines'), changes(5), never);

  expect(failed).toEqual([{ change: change(2), reason: 'S3: EntityTooLarge', refused: true }]);
  expect(latestUsers(linesOf(objects)).map(({ id }) => id)).toEqual([0, 1, 3, 4].map(idOf));
});

test('at the deadline requests end, and what is not stored is delivered again', async () => {
  const controller = new AbortController();
  const { client, objects } = fakeBucket(() => {
    controller.abort(new DeadlineError('no time left'));
    return undefined;
  });
  const batch = [inPartition('t-0', 0), ...Array.from({ length: 20 }, (_, n) => inPartition(`t-${n + 1}`, n + 1))];

  const failed = await writeChanges(s3Users(client, 'lines'), batch, controller.signal);

  expect(objects.size).toBe(1);
  expect(failed.map(({ refused }) => refused)).toEqual(batch.map(() => false));
});

test('a record that another store refuses goes to the dead letters, as with two stores', async () => {
  const { client, objects } = fakeBucket();
  const refuses = fakeStore({ name: 'PostgreSQL', isRefusal: () => true }, (some) =>
    some.some(({ offset }) => offset === 1) ? new Transient('bad user') : undefined,
  );
  const { sent, sendDeadLetters } = fakeDeadLetters();
  const event = { records: { 't-0': [userRecord(0, 0), userRecord(1, 1), userRecord(2, 2)] } };

  const outcome = await consumeBatch(event, [refuses.store, s3Users(client, 'lines')], sendDeadLetters, never);

  expect(outcome).toMatchObject({ records: 3, failures: [], poison: [{ reason: 'STORE_REFUSED' }] });
  expect(sent.map(({ place, message }) => [place.offset, message])).toEqual([[1, 'PostgreSQL: bad user']]);
  // What took it keeps it, as Cassandra would.
  expect(linesOf(objects)).toHaveLength(3);
  expect(outcome.storeTimes.map(({ store }) => store)).toEqual(['PostgreSQL', 'S3']);
});
