import { RowWatch } from '../../../../../bench/peers/rows/row-watch.ts';
import { eventually } from '../../../../support/eventually.ts';

/** A store of ids that keeps what it was asked. */
function fakeStore() {
  const rows = new Set<string>();
  const asked: string[][] = [];
  const lookup = async (ids: readonly string[]) => {
    asked.push([...ids]);
    return new Set(ids.filter((id) => rows.has(id)));
  };
  return { rows, asked, lookup };
}

const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
const stop = new AbortController();

afterAll(() => stop.abort());

async function untilNothingIsAwaited(watch: RowWatch): Promise<void> {
  await eventually(async () => expect(watch.awaited).toBe(0), 5000, 5);
}

test('each row is seen once it is there, the oldest first, few at a time', async () => {
  const store = fakeStore();
  const watch = new RowWatch(store.lookup);
  for (const id of ids) watch.expect(id);
  void watch.run(stop.signal);
  await eventually(async () => expect(store.asked.length).toBeGreaterThan(2), 5000, 5);

  expect(watch.awaited).toBe(20);
  expect(store.asked.every((some) => some.join() === ids.slice(0, 8).join())).toBe(true);

  for (const id of ids) store.rows.add(id);
  await untilNothingIsAwaited(watch);

  expect([...watch.seen.keys()]).toEqual(ids);
  expect(Math.max(...store.asked.map(({ length }) => length))).toBe(8);
});

test('a row that is late does not hide those after it', async () => {
  const store = fakeStore();
  const watch = new RowWatch(store.lookup);
  for (const id of ids) watch.expect(id);
  for (const id of ids.slice(1)) store.rows.add(id);
  void watch.run(stop.signal);

  await eventually(async () => expect(watch.awaited).toBe(1), 5000, 5);

  expect(watch.seen.size).toBe(19);
  expect(watch.seen.has('id-0')).toBe(false);
});

test('it ends by the signal, and by an error of the store', async () => {
  const ending = new AbortController();
  const running = new RowWatch(fakeStore().lookup).run(ending.signal);
  ending.abort();
  await expect(running).resolves.toBeUndefined();

  const broken = new RowWatch(() => Promise.reject(new Error('the store is away')));
  broken.expect('id');
  await expect(broken.run(stop.signal)).rejects.toThrow('the store is away');
});
