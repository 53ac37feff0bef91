import { RowCounter } from '../../../../../local/console/samples/row-counter.ts';

/** A counter of a store whose counts take as long as the test says. */
function aCounter() {
  let nowMs = 0;
  const counts: PromiseWithResolvers<number>[] = [];
  const counter = new RowCounter({
    ...{ name: 'Cassandra', now: () => nowMs },
    count: () => {
      const next = Promise.withResolvers<number>();
      counts.push(next);
      return next.promise;
    },
  });
  const end = async (how: (last: PromiseWithResolvers<number>) => void) => {
    how(counts.at(-1) as PromiseWithResolvers<number>);
    await new Promise(setImmediate);
  };
  return {
    ...{ counter, counts },
    pass: (ms: number) => {
      nowMs += ms;
    },
    answer: (rows: number) => end(({ resolve }) => resolve(rows)),
    fail: (message: string) => end(({ reject }) => reject(new Error(message))),
  };
}

test('rows are counted once at the start, and again when the sink has committed something', async () => {
  const { counter, counts, pass, answer } = aCounter();

  counter.keepUp(null);
  expect(counter.counted).toBeNull();
  await answer(5);
  expect(counter.counted).toEqual({ rows: 5, at: '1970-01-01T00:00:00.000Z', committed: null });

  pass(60_000);
  counter.keepUp(null);
  expect(counts).toHaveLength(1);
  counter.keepUp(100);
  await answer(6);
  expect(counter.counted).toEqual({ rows: 6, at: '1970-01-01T00:01:00.000Z', committed: 100 });
  pass(60_000);
  counter.keepUp(100);
  expect(counts).toHaveLength(2);
});

test('what is committed while it counts makes it count again', async () => {
  const { counter, counts, pass, answer } = aCounter();

  counter.keepUp(100);
  counter.keepUp(200);
  expect(counts).toHaveLength(1);
  await answer(5);
  pass(1);
  counter.keepUp(200);
  expect(counts).toHaveLength(2);
});

test('counting takes less than a tenth of the time', async () => {
  const { counter, counts, pass, answer } = aCounter();

  counter.keepUp(1);
  pass(3000);
  await answer(5);
  pass(29_999);
  counter.keepUp(2);
  expect(counts).toHaveLength(1);
  pass(1);
  counter.keepUp(2);
  expect(counts).toHaveLength(2);
});

test('a count that fails is told, and tried again after a while', async () => {
  const { counter, counts, pass, answer, fail } = aCounter();

  counter.keepUp(1);
  await fail('unconfigured table');
  expect(counter.counted).toBeNull();
  expect(counter.problem).toMatchObject({ part: 'Cassandra', message: 'Cassandra: unconfigured table' });
  pass(9999);
  counter.keepUp(1);
  expect(counts).toHaveLength(1);
  pass(1);
  counter.keepUp(1);
  await answer(5);
  expect(counter.counted?.rows).toBe(5);
  expect(counter.problem).toBeNull();
});

test('a counter that was stopped counts no more', () => {
  const { counter, counts } = aCounter();

  counter.stop();
  counter.keepUp(1);

  expect(counts).toHaveLength(0);
});
