import { PartitionQueue } from '../../../../../local/event-source-mapping/processor/partition-queue.ts';
import { eventRecord, eventRecords } from '../event-records.ts';

function drain(queue: PartitionQueue): number[] {
  const taken: number[] = [];
  for (let record = queue.shift(); record !== undefined; record = queue.shift()) taken.push(record.offset);
  return taken;
}

test('gives back what it was given, in order, and knows how much that is', () => {
  const queue = new PartitionQueue(3);
  queue.push([eventRecord(0, 3, 10), eventRecord(1, 3, 20)], 1000);
  queue.push([eventRecord(2, 3, 30)], 2000);
  const full = { length: queue.length, bytes: queue.bytes };

  const first = queue.peek();
  const taken = queue.shift();

  expect(queue.partition).toBe(3);
  expect(full).toEqual({ length: 3, bytes: 60 });
  expect(first).toBe(taken);
  expect({ length: queue.length, bytes: queue.bytes }).toEqual({ length: 2, bytes: 50 });
  expect(drain(queue)).toEqual([1, 2]);
});

test('an empty queue has nothing to give', () => {
  const queue = new PartitionQueue(0);

  expect(queue.peek()).toBeUndefined();
  expect(queue.shift()).toBeUndefined();
  expect({ length: queue.length, bytes: queue.bytes }).toEqual({ length: 0, bytes: 0 });
});

test('knows since when its oldest records wait, also after it was empty', () => {
  const queue = new PartitionQueue(0);

  queue.push(eventRecords(2), 1000);
  queue.push(eventRecords(1), 2000);
  const first = queue.waitingSinceMs;
  drain(queue);
  queue.push(eventRecords(1), 3000);

  expect(first).toBe(1000);
  expect(queue.waitingSinceMs).toBe(3000);
});

test('stays in order however taking and adding alternate', () => {
  const queue = new PartitionQueue(0);
  const taken: (number | undefined)[] = [];
  let offset = 0;

  for (const [added, shifted] of [
    [5, 2],
    [1, 3],
    [7, 1],
    [0, 6],
  ] as const) {
    for (let count = 0; count < added; count += 1) queue.push([eventRecord(offset++)], 0);
    for (let count = 0; count < shifted; count += 1) taken.push(queue.shift()?.offset);
  }

  expect([...taken, ...drain(queue)]).toEqual([...Array(offset).keys()]);
  expect(queue.bytes).toBe(0);
});
