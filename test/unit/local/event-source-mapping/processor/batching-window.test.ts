import { setImmediate as turn } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { Processor } from '../../../../../local/event-source-mapping/processor/processor.ts';
import { inMemoryProcessor } from '../in-memory-processor.ts';
import { fetched, heldInvocations } from './held-invocations.ts';

const windowMs = 500;

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

async function pass(ms: number): Promise<void> {
  jest.advanceTimersByTime(ms);
  await turn();
}

async function stopped(processor: Processor, held: readonly { end: (succeeded: boolean) => void }[]): Promise<void> {
  for (const { end } of held) end(true);
  await processor.stop(0);
}

test('records wait for others until the oldest has waited for the window', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 10, invoke, windowMs });
  processor.assign(0);

  processor.offer(fetched(0, 1));
  await pass(300);
  processor.offer(fetched(1, 1));
  await pass(199);
  const before = held.length;
  await pass(1);

  expect(before).toBe(0);
  expect(held.map(({ batch }) => batch.get(0))).toEqual([[0, 1]]);
  await stopped(processor, held);
});

test('a full batch waits for nothing', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 2, invoke, windowMs });
  processor.assign(0);

  processor.offer(fetched(0, 2));
  await pass(0);

  expect(held).toHaveLength(1);
  await stopped(processor, held);
});

test('the window of what came during a batch begins with the end of that batch', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 10, invoke, windowMs });
  processor.assign(0);
  processor.offer(fetched(0, 1));
  await pass(windowMs);
  processor.offer(fetched(1, 1));
  await pass(10 * windowMs);

  held[0]?.end(true);
  await turn();
  await pass(windowMs - 1);
  const before = held.length;
  await pass(1);

  expect(before).toBe(1);
  expect(held.map(({ batch }) => batch.get(0))).toEqual([[0], [1]]);
  await stopped(processor, held);
});

test('the partition that has waited longest is first', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 2, concurrentInvocations: 1, invoke });
  for (const partition of [0, 1, 2, 3]) processor.assign(partition);
  processor.offer(fetched(0, 2, 3));
  await pass(10);

  processor.offer(fetched(0, 2, 1));
  await pass(10);
  processor.offer(fetched(0, 2, 2));
  await pass(10);
  processor.offer(fetched(0, 2, 0));
  for (const index of [0, 1, 2]) {
    await pass(1);
    held[index]?.end(true);
    await turn();
  }

  expect(held.map(({ batch }) => [...batch.keys()])).toEqual([[3], [1], [2], [0]]);
  await stopped(processor, held);
});

test('a processor that has stopped sends nothing when the window ends, and leaves no timer', async () => {
  const { held, invoke } = heldInvocations();
  const processor = inMemoryProcessor({ batchSize: 10, invoke, windowMs });
  processor.assign(0);
  processor.offer(fetched(0, 1));
  await turn();

  await processor.stop(1000);
  const timers = jest.getTimerCount();
  await pass(windowMs);

  expect(held).toEqual([]);
  expect(timers).toBe(0);
});
