import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { MSKEvent } from 'aws-lambda';
import { recordsOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

const shared = SharedPoller.forThisFile();

const maxPayloadBytes = 6 * 1024 * 1024;

const payloadBytes = (event: MSKEvent) => Buffer.byteLength(JSON.stringify(event));

/** How long after its production a record arrives at the function, once for each of several records. */
async function arrivalTimes(settings: object, times: number): Promise<number[]> {
  const mapped = await shared.map(settings);
  const arrivals: number[] = [];
  mapped.reply = (event) => {
    arrivals.push(Date.now() - (recordsOf([event])[0]?.timestamp ?? 0));
    return {};
  };
  for (let sent = 0; sent <= times; sent += 1) {
    await mapped.produce([{ value: 'x', timestamp: String(Date.now()) }]);
    await mapped.committed(sent + 1);
  }
  // The first one may have waited for the function to start.
  return arrivals.slice(1);
}

test('9. with a batch size of 3, 7 records of a partition come as 3, 3 and 1, in order', async () => {
  const mapped = await shared.map({ BatchSize: 3, messages: numbered(7) });

  await mapped.committed(7);

  expect(mapped.offsets()).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
});

test('10. a mapping that says nothing of a window waits half a second for more records', async () => {
  const arrivals = await arrivalTimes({ MaximumBatchingWindowInSeconds: undefined }, 2);

  expect(Math.min(...arrivals)).toBeGreaterThan(450);
  expect(Math.min(...arrivals)).toBeLessThan(1500);
});

test('11. with a window of 0, one record of a batch of 100 is sent at once', async () => {
  const arrivals = await arrivalTimes({ MaximumBatchingWindowInSeconds: 0, BatchSize: 100 }, 3);

  expect(Math.min(...arrivals)).toBeLessThan(450);
});

test('12. a backlog of 8 MB comes in events of at most 6 MB, as full as they can be', async () => {
  const messages = Array.from({ length: 160 }, () => ({ value: 'x'.repeat(50_000) }));
  const mapped = await shared.map({ BatchSize: 10_000, MaximumBatchingWindowInSeconds: 5 });

  for (let sent = 0; sent < messages.length; sent += 16) await mapped.produce(messages.slice(sent, sent + 16));
  await mapped.committed(160);

  const sizes = mapped.events.map(payloadBytes);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(maxPayloadBytes);
  expect(Math.max(...sizes)).toBeGreaterThan(maxPayloadBytes - 100_000);
  expect(mapped.offsets().flat()).toEqual([...messages.keys()]);
});

test('13. one event may hold several partitions, each in order', async () => {
  // Full by what both partitions have: on a busy machine one's records may come a second after the other's.
  const mapped = await shared.map({ partitions: 2, BatchSize: 6, MaximumBatchingWindowInSeconds: 30 });

  await mapped.produce([...numbered(3, 0), ...numbered(3, 1)]);
  await mapped.committed(3, 3);

  const partitions = Object.values(mapped.events[0]?.records ?? {});
  expect(mapped.events).toHaveLength(1);
  expect(partitions.map((records) => records.map(({ offset }) => offset))).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('14. a partition has one invocation at a time, and its records come in order', async () => {
  const mapped = await shared.map({ partitions: 2, BatchSize: 5, messages: [...numbered(60, 0), ...numbered(60, 1)] });
  const atWork = new Map<string, number>();
  let mostTogether = 0;
  mapped.reply = async ({ records }) => {
    const names = Object.keys(records);
    for (const name of names) atWork.set(name, (atWork.get(name) ?? 0) + 1);
    mostTogether = Math.max(mostTogether, ...atWork.values());
    await wait(Math.random() * 20);
    for (const name of names) atWork.set(name, (atWork.get(name) ?? 0) - 1);
    return {};
  };

  await mapped.committed(60, 60);

  const records = recordsOf(mapped.events);
  const offsets = [0, 1].map((one) => records.filter(({ partition }) => partition === one).map((r) => r.offset));
  const everyOffset = [...Array(60).keys()];
  expect(offsets).toEqual([everyOffset, everyOffset]);
  expect(mostTogether).toBe(1);
});

test('14. a slow function holds up its own partition only', async () => {
  const mapped = await shared.map({ partitions: 2, BatchSize: 1 });
  mapped.reply = (event) => (`${mapped.topic}-0` in event.records ? mapped.hold() : {});

  await mapped.produce([...numbered(2, 0), ...numbered(5, 1)]);
  await eventually(
    async () => expect(recordsOf(mapped.events).filter(({ partition }) => partition === 1)).toHaveLength(5),
    20_000,
  );

  const ofSlow = recordsOf(mapped.events).filter(({ partition }) => partition === 0);
  expect(ofSlow.map(({ offset }) => offset)).toEqual([0]);
});

test('a function that waits in as many partitions as the machine has cores holds up no other', async () => {
  const cores = availableParallelism();
  const last = `-${cores}`;
  const mapped = await shared.map({
    partitions: cores + 1,
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: cores + 1 },
    BatchSize: 1,
  });
  mapped.reply = (event) => (`${mapped.topic}${last}` in event.records ? {} : mapped.hold());
  const events = () => mapped.events.map(({ records }) => Object.keys(records)[0]);

  await mapped.produce(Array.from({ length: cores }, (_, partition) => numbered(1, partition)).flat());
  await eventually(async () => expect(events()).toHaveLength(cores), 20_000);
  await mapped.produce(numbered(2, cores));

  const done = Array(2).fill(`${mapped.topic}${last}`);
  await eventually(async () => expect(events().slice(cores)).toEqual(done), 20_000);
});

test('15. there are never more pollers than partitions', async () => {
  const mapped = await shared.map({
    partitions: 4,
    ProvisionedPollerConfig: { MinimumPollers: 10, MaximumPollers: 10 },
    BatchSize: 1,
  });
  let [atWork, mostTogether] = [0, 0];
  mapped.reply = async () => {
    atWork += 1;
    mostTogether = Math.max(mostTogether, atWork);
    await wait(20);
    atWork -= 1;
    return {};
  };

  await mapped.produce([0, 1, 2, 3].flatMap((partition) => numbered(10, partition)));
  await mapped.committed(10, 10, 10, 10);

  expect(await mapped.status()).toMatchObject({ pollers: 4 });
  expect(mostTogether).toBeLessThanOrEqual(4);
});

test('records wait for others until the window has passed', async () => {
  const mapped = await shared.map({ MaximumBatchingWindowInSeconds: 3 });

  for (let sent = 0; sent < 3; sent += 1) await mapped.produce([{ value: String(sent) }]);
  await mapped.committed(3);

  expect(mapped.offsets()).toEqual([[0, 1, 2]]);
});

test('a full batch does not wait for the window', async () => {
  const mapped = await shared.map({ BatchSize: 3, MaximumBatchingWindowInSeconds: 300 });

  await mapped.produce(numbered(4));
  await mapped.committed(3);

  expect(mapped.offsets()).toEqual([[0, 1, 2]]);
});

test('the next window begins when the invocation is over', async () => {
  const mapped = await shared.map({ MaximumBatchingWindowInSeconds: 1, BatchSize: 3 });
  const times: number[] = [];
  mapped.reply = async () => {
    times.push(Date.now());
    return times.length === 1 ? mapped.hold() : {};
  };
  await mapped.produce(numbered(3));
  await mapped.invoked(1);
  await mapped.produce(numbered(1, 0, 3));
  await eventually(async () => expect(await mapped.status()).toMatchObject({ counts: { polled: 4 } }), 10_000);
  await wait(1000);

  const releasedAt = Date.now();
  mapped.release();
  await mapped.committed(4);

  expect(mapped.offsets()).toEqual([[0, 1, 2], [3]]);
  expect((times[1] ?? 0) - releasedAt).toBeGreaterThan(900);
});

test('a record that no event can hold goes to nobody and holds up nothing', async () => {
  const mapped = await shared.map({ topicConfig: [{ name: 'max.message.bytes', value: '8000000' }] });

  // Base64 makes it larger than 6 MB.
  for (const value of ['before', 'x'.repeat(5_000_000), 'after']) await mapped.produce([{ value }]);
  await mapped.committed(3);

  expect(mapped.offsets().flat()).toEqual([0, 2]);
  expect(await mapped.status()).toMatchObject({ counts: { dropped: 1 } });
});
