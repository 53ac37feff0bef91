import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { DeadlineError } from '../../../../lambdas/core/errors.ts';
import type { UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import { writeChanges } from '../../../../lambdas/sink-users/write-changes.ts';
import { sampleUser } from '../sample-user.ts';
import { change, changes, fakeStore, Refusal, Transient } from './sample-changes.ts';

const never = new AbortController().signal;

function offsetsOf(list: readonly UserChange[]): number[] {
  return list.map(({ place }) => place.offset);
}

test('all changes are written, chunk by chunk', async () => {
  const { store, writes } = fakeStore({ chunk: { items: 2, bytes: 1_000_000 } });

  await expect(writeChanges(store, changes(5), never)).resolves.toEqual([]);

  expect(writes.map(offsetsOf)).toEqual([[0, 1], [2, 3], [4]]);
});

test('no changes are no write', async () => {
  const { store, writes } = fakeStore();

  await expect(writeChanges(store, [], never)).resolves.toEqual([]);

  expect(writes).toEqual([]);
});

test('what may pass is tried again until it has passed', async () => {
  const { store, writes, written } = fakeStore({}, (_, earlier) => (earlier < 2 ? new Transient('busy') : undefined));

  await expect(writeChanges(store, changes(3), never)).resolves.toEqual([]);

  expect(writes.map(offsetsOf)).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ]);
  expect(offsetsOf(written)).toEqual([0, 1, 2]);
});

test('what has not passed at the deadline has failed as a whole, with the store’s last reason', async () => {
  const controller = new AbortController();
  const { store, writes } = fakeStore({}, (_, earlier) => {
    // The deadline comes while the third attempt is waited for.
    if (earlier === 1) setImmediate(() => controller.abort(new DeadlineError('no time left')));
    return new Transient(`busy ${earlier + 1}`);
  });

  const failed = await writeChanges(store, changes(3), controller.signal);

  expect(failed).toEqual(changes(3).map((one) => ({ change: one, reason: 'Store: busy 2', refused: false })));
  expect(writes).toHaveLength(2);
});

test('after the deadline nothing is written, and the deadline is the reason', async () => {
  const { store, writes } = fakeStore({ chunk: { items: 1, bytes: 1_000_000 } });

  const failed = await writeChanges(store, changes(3), AbortSignal.abort(new DeadlineError('no time left')));

  expect(failed).toEqual(changes(3).map((one) => ({ change: one, reason: 'Store: no time left', refused: false })));
  expect(writes).toEqual([]);
});

test('a write under way can end with the deadline', async () => {
  const controller = new AbortController();
  const write = (_: readonly UserChange[], deadline: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
      controller.abort(new DeadlineError('no time left'));
    });
  const { store } = fakeStore({ write });

  const failed = await writeChanges(store, changes(2), controller.signal);

  expect(failed).toEqual(changes(2).map((one) => ({ change: one, reason: 'Store: no time left', refused: false })));
});

test('a chunk that was not begun at the deadline has failed too', async () => {
  const controller = new AbortController();
  const settings = { concurrency: 1, chunk: { items: 2, bytes: 1_000_000 } };
  const { store, writes } = fakeStore(settings, () => {
    setImmediate(() => controller.abort(new DeadlineError('no time left')));
    return new Transient('busy');
  });

  const failed = await writeChanges(store, changes(4), controller.signal);

  expect(failed.map(({ reason }) => reason)).toEqual([
    ...['Store: busy', 'Store: busy'],
    ...['Store: no time left', 'Store: no time left'],
  ]);
  expect(offsetsOf(failed.map((one) => one.change))).toEqual([0, 1, 2, 3]);
  expect(writes).toHaveLength(1);
});

test('a chunk that is refused for good is split until the one to blame stands alone', async () => {
  const poison = (list: readonly UserChange[]) => list.find(({ place }) => place.offset === 5);
  const { store, writes, written } = fakeStore({}, (list) => (poison(list) ? new Refusal('bad user 5') : undefined));

  const failed = await writeChanges(store, changes(8), never);

  expect(failed).toEqual([{ change: change(5), reason: 'Store: bad user 5', refused: true }]);
  expect(offsetsOf(written).sort()).toEqual([0, 1, 2, 3, 4, 6, 7]);
  // 8, two halves of it, two halves of one of these, and so on.
  expect(writes).toHaveLength(7);
});

test('a chunk is cut by the bytes of its text, not by its characters', async () => {
  const { store, writes } = fakeStore({ chunk: { items: 10, bytes: 5000 } });
  const chinese = { ...sampleUser, address: '王'.repeat(1000) };
  const list = [0, 1, 2].map((number) => change(number, { user: chinese }));

  await writeChanges(store, list, never);

  expect(writes.map(offsetsOf)).toEqual([[0], [1], [2]]);
});

test('exactly what is refused for good fails, and everything else is written once', async () => {
  const sizes = fc.integer({ min: 1, max: 9 });

  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 25 }), sizes, sizes, async (poisons, size, concurrency) => {
      const settings = { concurrency, chunk: { items: size, bytes: 1_000_000 } };
      const { store, written } = fakeStore(settings, (list) =>
        list.some(({ place }) => poisons[place.offset]) ? new Refusal('bad user') : undefined,
      );

      const failed = await writeChanges(store, changes(poisons.length), never);

      const byNumber = (a: number, b: number) => a - b;
      const expected = (refused: boolean) => [...poisons.keys()].filter((offset) => poisons[offset] === refused);
      expect(offsetsOf(failed.map((one) => one.change))).toEqual(expected(true));
      expect(offsetsOf(written).sort(byNumber)).toEqual(expected(false));
    }),
  );
});

test('a part of a refused chunk that may pass is tried again', async () => {
  const { store, written } = fakeStore({}, (list, earlier) => {
    if (list.some(({ place }) => place.offset === 0)) return new Refusal('bad user 0');
    return earlier < 3 ? new Transient('busy') : undefined;
  });

  const failed = await writeChanges(store, changes(4), never);

  expect(offsetsOf(failed.map((one) => one.change))).toEqual([0]);
  expect(offsetsOf(written).sort()).toEqual([1, 2, 3]);
});

test('no more requests are under way at once than the store takes, even of chunks that are split', async () => {
  let underWay = 0;
  const seen: number[] = [];
  const write = async (list: readonly UserChange[]) => {
    underWay += 1;
    seen.push(underWay);
    await turn();
    underWay -= 1;
    if (list.length > 1) throw new Refusal('one by one');
  };
  const { store } = fakeStore({ write, concurrency: 3, chunk: { items: 4, bytes: 1_000_000 } });

  await expect(writeChanges(store, changes(24), never)).resolves.toEqual([]);

  expect(seen).toHaveLength(6 * 7);
  expect(Math.max(...seen)).toBe(3);
});
