import { launchPoller, startPoller } from '../support/event-source-mapping/poller-process.ts';
import { recordsOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { committedOffset, committedOffsets, numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

const shared = SharedPoller.forThisFile();
const partitions = [0, 1, 2, 3];
const inEach = (count: number, from: number) => partitions.flatMap((partition) => numbered(count, partition, from));

test('SIGTERM lets a batch that is under way end and commits it', async () => {
  const mapped = await shared.map({ BatchSize: 3 });
  mapped.reply = () => mapped.hold();
  await mapped.produce(numbered(6));
  await mapped.invoked(1);

  const stopping = shared.process.stop('SIGTERM');
  setTimeout(() => mapped.release(), 500);
  const exitCode = await stopping;

  expect(exitCode).toBe(0);
  expect(await committedOffset(mapped.uuid, mapped.topic)).toBe(3);
  expect(mapped.offsets()).toEqual([[0, 1, 2]]);
});

test('SIGTERM ends the program in time, with a batch that does not end left uncommitted for the next', async () => {
  const mapped = await shared.map();
  mapped.reply = () => mapped.hold();
  await mapped.produce(numbered(3));
  await mapped.invoked(1);

  const startedAt = Date.now();
  const exitCode = await shared.process.stop('SIGTERM');
  const tookMs = Date.now() - startedAt;
  const committed = await committedOffset(mapped.uuid, mapped.topic);
  mapped.reply = () => ({});
  mapped.release();
  await shared.launch();
  await mapped.committed(3);

  expect(exitCode).toBe(0);
  expect(tookMs).toBeLessThan(11_000);
  expect(committed).toBe(0);
  expect(mapped.offsets()).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('a second poller that joins during an invocation leaves no gap, and the old one commits nothing for it', async () => {
  const mapped = await shared.map({ partitions: partitions.length, BatchSize: 5, MaximumBatchingWindowInSeconds: 1 });
  mapped.reply = () => mapped.hold();
  await mapped.produce(inEach(5, 0));
  await mapped.invoked(1);

  const second = await launchPoller(mapped.uuid);
  await eventually(async () => expect((await second.statusOf(mapped.uuid)).counts?.polled).toBeGreaterThan(0), 20_000);
  const whileHeld = [...(await committedOffsets(mapped.uuid, mapped.topic)).values()];
  mapped.reply = () => ({});
  mapped.release();
  await mapped.produce(inEach(5, 5));
  await mapped.committed(10, 10, 10, 10);

  const everyOffset = [...Array(10).keys()];
  const firstSeen = partitions.map((partition) => [
    ...new Set(
      recordsOf(mapped.events)
        .filter((record) => record.partition === partition)
        .map(({ offset }) => offset),
    ),
  ]);
  expect(whileHeld).toEqual([0, 0, 0, 0]);
  expect(firstSeen).toEqual(partitions.map(() => everyOffset));
});

test('a second poller takes over the partitions of a killed one, and nothing is lost', async () => {
  const mapped = await shared.map({ partitions: partitions.length, BatchSize: 5 });
  await mapped.produce(inEach(20, 0));
  const second = await startPoller(mapped.uuid);
  await mapped.produce(inEach(20, 20));
  await eventually(async () => expect((await second.statusOf(mapped.uuid)).counts?.polled).toBeGreaterThan(0), 20_000);

  await shared.process.stop('SIGKILL');
  await mapped.produce(inEach(20, 40));
  await mapped.committed(60, 60, 60, 60);

  const delivered = new Set(recordsOf(mapped.events).map(({ partition, offset }) => `${partition}:${offset}`));
  expect(delivered.size).toBe(240);
});
