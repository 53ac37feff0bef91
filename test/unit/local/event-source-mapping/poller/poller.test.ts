import { setImmediate as turn } from 'node:timers/promises';
import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import type { KafkaHandlers, KafkaSource } from '../../../../../local/event-source-mapping/poller/kafka-source.ts';
import { Poller, type PollerPorts } from '../../../../../local/event-source-mapping/poller/poller.ts';
import type { SystemLog } from '../../../../../local/event-source-mapping/system-log/system-log.ts';
import { kafkaRecord } from '../event-records.ts';
import { type Batch, inMemoryProcessor } from '../in-memory-processor.ts';
import { turnUntil } from '../turn-until.ts';

/** A source whose records and rebalances are the test's doing, which writes down what it is asked to do. */
class FakeSource implements KafkaSource {
  readonly failed = new Promise<never>(() => undefined);
  readonly asked: string[] = [];
  readonly committed: Map<number, number>;
  high = 9;
  handlers: KafkaHandlers | undefined;

  constructor(committed: [number, number][] = []) {
    this.committed = new Map(committed);
  }

  async start(handlers: KafkaHandlers) {
    this.handlers = handlers;
  }

  seek = (partition: number, offset: number) => void this.asked.push(`seek ${partition} ${offset}`);
  pause = (partition: number) => void this.asked.push(`pause ${partition}`);
  resume = (partition: number) => void this.asked.push(`resume ${partition}`);

  async commit(offsets: ReadonlyMap<number, number>) {
    for (const [partition, offset] of offsets) this.asked.push(`commit ${partition} ${offset}`);
  }

  committedOffsets = async () => this.committed;
  async offsetRanges() {
    this.asked.push('ranges');
    return new Map([0, 1].map((partition) => [partition, { low: 3, high: this.high }]));
  }

  offsetsAt = async () => new Map([0, 1].map((partition) => [partition, 5]));
  stop = async () => undefined;
}

async function startPoller(
  source: FakeSource,
  invoke: (batch: Batch) => Promise<boolean> = async () => true,
  ports: Partial<PollerPorts> = {},
) {
  const activity = new Activity(() => undefined);
  const enough = { records: 4, bytes: 100 };
  const poller = new Poller(
    {
      startingPosition: { kind: 'LATEST' },
      buffer: { bytes: 1_000_000, bytesPerPartition: 100_000, enough },
      commitBackoff: { firstMs: 0, maxMs: 0 },
    },
    {
      source,
      createProcessor: (onProgress, onQueueChange) =>
        inMemoryProcessor({ batchSize: 1, invoke, onProgress, onQueueChange }),
      activity,
      release: () => undefined,
      ...ports,
    },
  );
  await poller.start();
  return poller;
}

/** Has the source assign partitions, and waits until it is known where they begin. */
async function assign(poller: Poller, source: FakeSource, member: string, partitions: number[]) {
  source.handlers?.joining();
  source.handlers?.assigned(member, partitions);
  await turnUntil(() => poller.positioned);
  await turn();
}

function fetch(source: FakeSource, partition: number, from: number, count: number) {
  const records = Array.from({ length: count }, (_, index) => kafkaRecord(from + index, partition));
  source.handlers?.fetched({ partition, records, nextOffset: from + count });
}

test('a group without offsets begins at the starting position and keeps it at once', async () => {
  const source = new FakeSource();
  const poller = await startPoller(source);

  await assign(poller, source, 'member', [0]);

  expect(source.asked).toEqual(['resume 0', 'ranges', 'seek 0 9', 'commit 0 9']);
});

test('a partition that was added later begins with its oldest record', async () => {
  const source = new FakeSource([[0, 7]]);
  const poller = await startPoller(source);

  await assign(poller, source, 'member', [0, 1]);

  expect(source.asked).toEqual(expect.arrayContaining(['seek 0 7', 'seek 1 3', 'commit 1 3']));
  expect(source.asked).not.toContain('commit 0 7');
});

test('a partition with enough waiting rests, and goes on once half of it was taken', async () => {
  const source = new FakeSource([[0, 0]]);
  const ends: ((succeeded: boolean) => void)[] = [];
  const poller = await startPoller(source, () => new Promise((end) => ends.push(end)));
  await assign(poller, source, 'member', [0]);
  source.asked.splice(0);

  fetch(source, 0, 0, 5);
  await turn();
  ends[0]?.(true);
  await turn();
  const withThree = [...source.asked];
  ends[1]?.(true);
  await turn();

  expect(withThree).toEqual(['pause 0', 'commit 0 1']);
  expect(source.asked).toContain('resume 0');
});

test('after a rebalance a partition that stayed goes on behind what is queued', async () => {
  const source = new FakeSource([[0, 0]]);
  const poller = await startPoller(source, () => new Promise(() => undefined));
  await assign(poller, source, 'member', [0, 1]);
  fetch(source, 0, 0, 3);
  source.asked.splice(0);

  await assign(poller, source, 'member', [0]);

  expect(source.asked).toEqual(['seek 0 3']);
  expect(poller.bufferedRecords).toBe(2);
});

test('a member that the group had dropped begins anew where the group is', async () => {
  const source = new FakeSource([[0, 0]]);
  const poller = await startPoller(source, () => new Promise(() => undefined));
  await assign(poller, source, 'member', [0]);
  fetch(source, 0, 0, 3);
  source.committed.set(0, 2);
  source.asked.splice(0);

  await assign(poller, source, 'another member', [0]);

  expect(source.asked).toEqual(['resume 0', 'seek 0 2']);
  expect(poller.bufferedRecords).toBe(0);
});

test('what is resolved during a rebalance is committed only when the partition stays', async () => {
  const source = new FakeSource([
    [0, 0],
    [1, 0],
  ]);
  const ends: ((succeeded: boolean) => void)[] = [];
  const poller = await startPoller(source, () => new Promise((end) => ends.push(end)));
  await assign(poller, source, 'member', [0, 1]);
  fetch(source, 0, 0, 1);
  fetch(source, 1, 0, 1);
  await turn();
  source.asked.splice(0);

  source.handlers?.joining();
  for (const end of ends) end(true);
  await turn();
  const meanwhile = [...source.asked];
  source.handlers?.assigned('member', [1]);
  await turn();

  expect(meanwhile).toEqual([]);
  expect(source.asked).toEqual(['seek 1 1', 'commit 1 1']);
});

test('a mapping without lag asks for it again only when records have come', async () => {
  const source = new FakeSource([[0, 9]]);
  const poller = await startPoller(source);
  await assign(poller, source, 'member', [0]);
  const atRest = [await poller.lag(), await poller.lag()];
  const timesAsked = source.asked.filter((one) => one === 'ranges').length;

  source.high = 10;
  fetch(source, 0, 9, 1);
  const withRecord = await poller.lag();

  expect(atRest).toEqual([
    { sum: 0, max: 0 },
    { sum: 0, max: 0 },
  ]);
  expect(timesAsked).toBe(1);
  expect(withRecord).toEqual({ sum: 1, max: 1 });
});

test('tells how far each partition is: fetched, resolved and committed', async () => {
  const source = new FakeSource([[0, 0]]);
  const ends: ((succeeded: boolean) => void)[] = [];
  const poller = await startPoller(source, () => new Promise((end) => ends.push(end)));
  source.handlers?.assigned('member', [0]);
  const unknown = [...poller.positions];
  await turnUntil(() => poller.positioned);
  const atStart = [...poller.positions];
  source.commit = () => new Promise(() => undefined);

  fetch(source, 0, 0, 3);
  await turn();
  ends[0]?.(true);
  await turn();

  expect(unknown).toEqual([]);
  expect(atStart).toEqual([[0, { fetchOffset: 0, resolvedOffset: 0, committedOffset: 0 }]]);
  expect([...poller.positions]).toEqual([[0, { fetchOffset: 3, resolvedOffset: 1, committedOffset: 0 }]]);
});

test('a partition that was lost has no position, and what is resolved of it then changes nothing', async () => {
  const source = new FakeSource([[0, 0]]);
  const ends: ((succeeded: boolean) => void)[] = [];
  const poller = await startPoller(source, () => new Promise((end) => ends.push(end)));
  await assign(poller, source, 'member', [0]);
  fetch(source, 0, 0, 1);
  await turn();

  await assign(poller, source, 'member', []);
  ends[0]?.(true);
  await turn();

  expect([...poller.positions]).toEqual([]);
});

test('each assignment is told, also one that changes nothing', async () => {
  const told: [string, readonly number[]][] = [];
  const onAssigned = (memberId: string, partitions: readonly number[]) => void told.push([memberId, partitions]);
  const source = new FakeSource([[0, 0]]);
  const poller = await startPoller(source, undefined, { onAssigned });

  await assign(poller, source, 'member', [0]);
  await assign(poller, source, 'member', [0]);

  expect(told).toEqual([
    ['member', [0]],
    ['member', [0]],
  ]);
});

test('a commit that failed is counted, and why is in the system log', async () => {
  const warnings: string[][] = [];
  const activity = new Activity(() => undefined);
  activity.systemLog = { warn: (...warning: string[]) => void warnings.push(warning) } as unknown as SystemLog;
  const source = new FakeSource([[0, 0]]);
  const poller = await startPoller(source, undefined, { activity });
  await assign(poller, source, 'member', [0]);
  const { commit } = source;
  source.commit = async () => {
    source.commit = commit;
    throw new Error('rebalancing');
  };

  fetch(source, 0, 0, 1);
  await turnUntil(() => source.asked.includes('commit 0 1'));

  expect(activity.counts.commitErrors).toBe(1);
  expect(warnings).toEqual([['CommitError', 'Offsets are not committed yet: rebalancing']]);
});

test('counts what it polls, with its bytes, and what is committed', async () => {
  const source = new FakeSource([[0, 0]]);
  const activity = new Activity(() => undefined);
  const poller = await startPoller(source, undefined, { activity });
  await assign(poller, source, 'member', [0]);
  const [first, second] = [kafkaRecord(0), kafkaRecord(1)];
  const records = [
    { ...first, key: Buffer.from('key') },
    { ...second, value: null },
  ];

  source.handlers?.fetched({ partition: 0, records, nextOffset: 2 });
  await turnUntil(() => source.asked.includes('commit 0 2'));
  await turn();

  expect(activity.counts).toMatchObject({ polled: 2, polledBytes: 'key'.length + 'value 0'.length, committed: 2 });
});

test('takes no records of a partition that is not its own or whose beginning is not known yet', async () => {
  const source = new FakeSource();
  const activity = new Activity(() => undefined);
  const poller = await startPoller(source, undefined, { activity });
  source.committedOffsets = () => new Promise(() => undefined);

  fetch(source, 0, 0, 1);
  source.handlers?.assigned('member', [0]);
  fetch(source, 0, 0, 1);

  expect(poller.positioned).toBe(false);
  expect(activity.counts.polled).toBe(0);
});

test('a consumer that has not joined yet is not positioned', async () => {
  const poller = await startPoller(new FakeSource());

  expect(poller.positioned).toBe(false);
});

test('a partition that rests is not told to rest again', async () => {
  const source = new FakeSource([[0, 0]]);
  const poller = await startPoller(source, () => new Promise(() => undefined));
  await assign(poller, source, 'member', [0]);

  fetch(source, 0, 0, 6);
  fetch(source, 0, 6, 6);
  await turn();

  expect(source.asked.filter((one) => one === 'pause 0')).toHaveLength(1);
  expect([poller.inFlight, poller.pollers, poller.bufferedRecords]).toEqual([1, 1, 11]);
});

test('fails when it cannot be known where a partition begins', async () => {
  const source = new FakeSource();
  const poller = await startPoller(source);
  source.committedOffsets = async () => {
    throw new Error('the coordinator is away');
  };

  source.handlers?.assigned('member', [0]);

  await expect(poller.failed).rejects.toThrow('the coordinator is away');
});

test('fails when the source does', async () => {
  const failed = Promise.reject(new Error('the broker is away'));
  const source = Object.assign(new FakeSource(), { failed });

  const poller = await startPoller(source);

  await expect(poller.failed).rejects.toThrow('the broker is away');
});

test('a beginning that is found after the group has dropped the member is not used', async () => {
  const source = new FakeSource();
  const found = Promise.withResolvers<Map<number, number>>();
  source.committedOffsets = () => found.promise;
  await startPoller(source);
  source.handlers?.assigned('first', [0]);

  source.committedOffsets = () => new Promise(() => undefined);
  source.handlers?.assigned('second', [0]);
  found.resolve(new Map([[0, 4]]));
  await turn();

  expect(source.asked).not.toContain('seek 0 4');
});

test('stopping ends processing, commits what is resolved, and lets go of the source', async () => {
  const source = new FakeSource([[0, 0]]);
  const steps: string[] = [];
  source.stop = async () => void steps.push('source stopped');
  const ends: ((succeeded: boolean) => void)[] = [];
  const poller = await startPoller(source, () => new Promise((end) => ends.push(end)), {
    release: () => void steps.push('released'),
  });
  await assign(poller, source, 'member', [0]);
  fetch(source, 0, 0, 2);
  await turn();

  const stopped = poller.stop(60_000);
  ends[0]?.(true);
  await stopped;

  expect(ends).toHaveLength(1);
  expect(source.asked).toContain('commit 0 1');
  expect(steps).toEqual(['source stopped', 'released']);
});
