import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { inMemoryProcessor } from '../in-memory-processor.ts';
import { turnUntil } from '../turn-until.ts';
import { fetched, heldInvocations } from './held-invocations.ts';

const partitions = [0, 1, 2];
const offers = fc.array(
  fc.record({ partition: fc.constantFrom(...partitions), count: fc.integer({ min: 1, max: 9 }) }),
  {
    minLength: 1,
    maxLength: 15,
  },
);
/** How each invocation ends, over and over: after so many turns of the event loop, with this success. */
const endings = fc
  .array(fc.record({ turns: fc.nat(3), succeeds: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some(({ succeeds }) => succeeds));

test('each partition comes in order, one invocation at a time, however invocations end', async () => {
  await fc.assert(
    fc.asyncProperty(offers, endings, async (all, ends) => {
      const offered = new Map(partitions.map((partition) => [partition, 0]));
      const delivered = new Map(partitions.map((partition) => [partition, [] as number[]]));
      const progress = new Map(partitions.map((partition) => [partition, 0]));
      const atWork: number[] = [];
      let overlapped = false;
      let invocations = 0;
      const processor = inMemoryProcessor({
        batchSize: 4,
        concurrentInvocations: 2,
        onProgress: (partition, nextOffset) => progress.set(partition, nextOffset),
        invoke: async (batch) => {
          const { turns, succeeds } = ends[invocations % ends.length] as { turns: number; succeeds: boolean };
          invocations += 1;
          overlapped ||= [...batch.keys()].some((partition) => atWork.includes(partition));
          atWork.push(...batch.keys());
          for (let count = 0; count < turns; count += 1) await turn();
          for (const partition of batch.keys()) atWork.splice(atWork.indexOf(partition), 1);
          if (succeeds) for (const [partition, offsets] of batch) delivered.get(partition)?.push(...offsets);
          return succeeds;
        },
      });

      for (const partition of partitions) processor.assign(partition);
      for (const { partition, count } of all) {
        const from = offered.get(partition) as number;
        offered.set(partition, from + count);
        processor.offer(fetched(from, count, partition));
        await turn();
      }
      await turnUntil(() => partitions.every((one) => progress.get(one) === offered.get(one)));
      await processor.stop(0);

      expect(overlapped).toBe(false);
      for (const [partition, count] of offered) expect(delivered.get(partition)).toEqual([...Array(count).keys()]);
      expect(processor.inFlight).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('a partition that was lost moves no offset, and when it is back it waits for the batch under way', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  const processor = inMemoryProcessor({ batchSize: 2, invoke, onProgress: (_, offset) => progress.push(offset) });
  processor.assign(0);
  processor.offer(fetched(0, 2));
  await turn();

  processor.revoke(0);
  processor.assign(0);
  processor.offer(fetched(0, 2));
  await turn();
  const whileLost = held.length;
  held[0]?.end(true);
  await turn();
  const afterLost = [...progress];
  held[1]?.end(true);
  await turn();

  expect(whileLost).toBe(1);
  expect(afterLost).toEqual([]);
  expect(progress).toEqual([2]);
});

test('what waits of several partitions goes together', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 4, concurrentInvocations: 1, invoke });
  for (const partition of partitions) processor.assign(partition);

  for (const partition of partitions) processor.offer(fetched(0, 1, partition));
  await turn();
  held[0]?.end(true);
  await turn();

  expect(held.map(({ batch }) => [...batch.keys()])).toEqual([[0], [1, 2]]);
});

test('stopping waits for the batch under way and sends no other', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  const processor = inMemoryProcessor({ batchSize: 2, invoke, onProgress: (_, offset) => progress.push(offset) });
  processor.assign(0);
  processor.offer(fetched(0, 4));
  await turn();

  const stopped = processor.stop(60_000);
  held[0]?.end(true);
  await stopped;

  expect(held).toHaveLength(1);
  expect(progress).toEqual([2]);
});

test('stopping gives up a batch that does not end in time, and its offset stays', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  const processor = inMemoryProcessor({ batchSize: 2, invoke, onProgress: (_, offset) => progress.push(offset) });
  processor.assign(0);
  processor.offer(fetched(0, 2));
  await turn();

  await processor.stop(0);

  expect(held).toHaveLength(1);
  expect(progress).toEqual([]);
});

test('what the filters leave out is passed, but not while an earlier record is at work', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  const processor = inMemoryProcessor({
    batchSize: 10,
    invoke,
    matches: ({ offset }) => offset === 2 || offset === 5,
    onProgress: (_, offset) => progress.push(offset),
  });
  processor.assign(0);

  processor.offer(fetched(0, 4));
  await turn();
  processor.offer(fetched(4, 4));
  await turn();
  const atWork = [...progress];
  held[0]?.end(true);
  await turn();
  held[1]?.end(true);
  await turn();

  expect(held.map(({ batch }) => batch.get(0))).toEqual([[2], [5]]);
  expect(atWork).toEqual([2]);
  expect(progress).toEqual([2, 5, 8]);
});

test('a fetch of which nothing is left is passed without an invocation', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  const onProgress = (_: number, offset: number) => progress.push(offset);
  const processor = inMemoryProcessor({ batchSize: 10, invoke, matches: () => false, onProgress });
  processor.assign(0);

  processor.offer(fetched(3, 4));
  await turn();

  expect(held).toEqual([]);
  expect(progress).toEqual([7]);
});

test('records whose schemas take time come in order, and nothing overtakes them', async () => {
  const { held, invoke } = heldInvocations();
  const schema = Promise.withResolvers<void>();
  const processor = inMemoryProcessor({
    batchSize: 10,
    invoke,
    decode: (record) => (record.offset === 1 ? schema.promise.then(() => record) : record),
  });
  processor.assign(0);

  processor.offer(fetched(0, 3));
  processor.offer(fetched(3, 2));
  await turn();
  const before = { ...processor.backlog(0), sent: held.length };
  schema.resolve();
  await turn();
  held[0]?.end(true);
  await turn();

  expect(before).toEqual({ records: 0, bytes: 0, takingIn: true, sent: 0 });
  expect(held.flatMap(({ batch }) => batch.get(0))).toEqual([0, 1, 2, 3, 4]);
  expect(processor.backlog(0).takingIn).toBe(false);
});

test('a record that cannot be decoded is given up alone; a registry that is away is waited for', async () => {
  const { held, invoke } = heldInvocations();
  const progress: number[] = [];
  let away = 2;
  const processor = inMemoryProcessor({
    batchSize: 10,
    invoke,
    onProgress: (_, offset) => progress.push(offset),
    decode: async (record) => {
      if (record.offset === 1) throw new Error('undecodable');
      if (record.offset === 2 && away > 0) {
        away -= 1;
        throw new Error('registry is away');
      }
      return record;
    },
  });
  processor.assign(0);

  processor.offer(fetched(0, 3));
  await turnUntil(() => held.length >= 1);
  held[0]?.end(true);
  await turnUntil(() => held.length >= 2);
  held[1]?.end(true);
  await turn();

  expect(away).toBe(0);
  expect(held.map(({ batch }) => batch.get(0))).toEqual([[0], [2]]);
  expect(progress).toEqual([1, 2, 3]);
});

test('stopping ends the waiting for a schema', async () => {
  const { held, invoke } = heldInvocations();
  let asked = 0;
  const decode = async () => {
    asked += 1;
    throw new Error('registry is away');
  };
  const processor = inMemoryProcessor({ batchSize: 10, invoke, decode });
  processor.assign(0);
  processor.offer(fetched(0, 3));

  await processor.stop(0);
  const askedBefore = asked;
  await turn();

  expect(held).toEqual([]);
  expect(askedBefore).toBeGreaterThan(0);
  expect(asked).toBe(askedBefore);
});

test('knows what waits, in all and of each partition, also of one that is not its own', async () => {
  const { held, invoke } = heldInvocations();
  const changed: number[] = [];
  const onQueueChange = (partition: number) => changed.push(partition);
  const processor = inMemoryProcessor({ batchSize: 2, concurrentInvocations: 1, invoke, onQueueChange });
  processor.assign(0);
  processor.assign(1);

  processor.offer(fetched(0, 3, 0));
  processor.offer(fetched(0, 4, 1));
  processor.offer(fetched(0, 5, 2));
  processor.revoke(2);
  await turn();

  expect(held.map(({ batch }) => [...batch])).toEqual([[[0, [0, 1]]]]);
  expect(processor.bufferedRecords).toBe(1 + 4);
  expect(processor.backlog(1)).toMatchObject({ records: 4, takingIn: false });
  expect(processor.backlog(2)).toEqual({ records: 0, bytes: 0, takingIn: false });
  expect(processor.pollers).toBe(1);
  expect(processor.inFlight).toBe(1);
  // Once when the first batch is taken from it, and once for what was queued.
  expect(changed).toEqual([0, 0, 1]);
  await processor.stop(0);
});

test('what failed comes again without the partition that was lost meanwhile', async () => {
  const { held, invoke } = heldInvocations();
  const progress: [number, number][] = [];
  const processor = inMemoryProcessor({
    batchSize: 4,
    concurrentInvocations: 1,
    invoke,
    onProgress: (partition, offset) => progress.push([partition, offset]),
  });
  for (const partition of partitions) processor.assign(partition);
  for (const partition of partitions) processor.offer(fetched(0, 1, partition));
  await turn();
  held[0]?.end(true);
  await turn();

  processor.revoke(1);
  held[1]?.end(false);
  await turnUntil(() => held.length === 3);
  held[2]?.end(true);
  await turn();

  expect(held.map(({ batch }) => [...batch.keys()])).toEqual([[0], [1, 2], [2]]);
  expect(progress).toEqual([
    [0, 1],
    [2, 1],
  ]);
  expect(processor.inFlight).toBe(0);
});

test('a partition that comes back after its batch was dropped is sent again', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 2, invoke });
  processor.assign(0);
  processor.offer(fetched(0, 2));
  await turn();

  processor.revoke(0);
  processor.assign(0);
  processor.offer(fetched(0, 2));
  held[0]?.end(false);
  await turnUntil(() => held.length === 2);

  expect(held[1]?.batch.get(0)).toEqual([0, 1]);
  await processor.stop(0);
});
