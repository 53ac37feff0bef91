import { setImmediate as turn } from 'node:timers/promises';
import { Committer } from '../../../../../local/event-source-mapping/poller/committer.ts';
import { turnUntil } from '../turn-until.ts';

const atOnce = { firstMs: 0, maxMs: 0 };

/** Commits that the test ends, one by one. */
function heldCommits() {
  const held: { offsets: [number, number][]; end: () => void; fail: () => void }[] = [];
  const commit = (offsets: ReadonlyMap<number, number>) =>
    new Promise<void>((end, fail) => held.push({ offsets: [...offsets], end, fail: () => fail(new Error('no')) }));
  return { held, commit };
}

test('commits one request at a time, with the newest offset of each partition', async () => {
  const { held, commit } = heldCommits();
  const committer = new Committer(commit, atOnce, () => undefined);

  committer.add(0, 5);
  committer.add(0, 6);
  committer.add(1, 3);
  const together = held.length;
  held[0]?.end();
  await turn();

  expect(together).toBe(1);
  expect(held.map(({ offsets }) => offsets)).toEqual([
    [[0, 5]],
    [
      [0, 6],
      [1, 3],
    ],
  ]);
});

test('tries again after a failure, and tells of offsets once they are committed', async () => {
  const { held, commit } = heldCommits();
  const committed: [number, number][] = [];
  const committer = new Committer(commit, atOnce, (offsets) => committed.push(...offsets));

  committer.add(0, 5);
  held[0]?.fail();
  await turnUntil(() => held.length >= 2);
  const afterFailure = [...committed];
  held[1]?.end();
  await turn();

  expect(afterFailure).toEqual([]);
  expect(committed).toEqual([[0, 5]]);
});

test('commits nothing during a rebalance, and nothing of a partition that was lost in it', async () => {
  const { held, commit } = heldCommits();
  const committer = new Committer(commit, atOnce, () => undefined);

  committer.rest();
  committer.add(0, 5);
  committer.add(1, 7);
  const whileResting = held.length;
  committer.forget(0);
  committer.resume();

  expect(whileResting).toBe(0);
  expect(held.map(({ offsets }) => offsets)).toEqual([[[1, 7]]]);
});

test('waits for what is not committed yet, but not for ever', async () => {
  const { held, commit } = heldCommits();
  const patient = new Committer(commit, atOnce, () => undefined);
  const order: string[] = [];
  patient.add(0, 5);
  const flushed = patient.flush(60_000).then(() => order.push('flushed'));
  await turn();
  order.push('committed');
  held[0]?.end();
  await flushed;

  const impatient = new Committer(commit, atOnce, () => undefined);
  impatient.add(0, 5);
  const begun = performance.now();
  await impatient.flush(50);
  const waitedMs = performance.now() - begun;

  expect(order).toEqual(['committed', 'flushed']);
  expect(held).toHaveLength(2);
  expect(waitedMs).toBeGreaterThan(40);
  expect(waitedMs).toBeLessThan(5000);
});

test('commits nothing after the flush, which waits for nothing when all is committed', async () => {
  const { held, commit } = heldCommits();
  const committer = new Committer(commit, atOnce, () => undefined);

  await committer.flush(60_000);
  committer.add(0, 5);

  expect(held).toEqual([]);
});

test('tells of each failure, and waits longer after each', async () => {
  const waits: number[] = [];
  let failures = 0;
  let failedAt = 0;
  const commit = async () => {
    if (failedAt > 0) waits.push(performance.now() - failedAt);
    failedAt = performance.now();
    if (failures < 3) throw new Error('away');
  };
  const committer = new Committer(
    commit,
    { firstMs: 20, maxMs: 1000 },
    () => undefined,
    () => {
      failures += 1;
    },
  );

  committer.add(0, 5);
  await committer.flush(10_000);

  expect(failures).toBe(3);
  expect(waits).toHaveLength(3);
  expect(waits[2]).toBeGreaterThan(39);
});
