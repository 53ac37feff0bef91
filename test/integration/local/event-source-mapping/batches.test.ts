import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../../../support/eventually.ts';
import {
  cleanUp,
  committedOffset,
  createMapping,
  createTopic,
  deployFunction,
  numbered,
  produce,
  startPoller,
} from './poller-fixture.ts';
import { recordsOf } from './recorded-function.ts';

afterEach(cleanUp);

const maxPayloadBytes = 6 * 1024 * 1024;

test('partitions are served side by side, each in order and with one invocation at a time', async () => {
  const partitions = [0, 1];
  const recorded = await deployFunction();
  const topic = await createTopic(partitions.length);
  const uuid = await createMapping(recorded, topic, { BatchSize: 5 });
  const atWork = new Map<string, number>();
  let mostTogether = 0;
  recorded.reply = async ({ records }) => {
    const names = Object.keys(records);
    for (const name of names) atWork.set(name, (atWork.get(name) ?? 0) + 1);
    mostTogether = Math.max(mostTogether, ...atWork.values());
    await wait(Math.random() * 20);
    for (const name of names) atWork.set(name, (atWork.get(name) ?? 0) - 1);
    return {};
  };

  await startPoller(uuid);
  await produce(
    topic,
    partitions.flatMap((partition) => numbered(150, partition)),
  );
  await eventually(async () => {
    const committed = await Promise.all(partitions.map((partition) => committedOffset(uuid, topic, partition)));
    expect(committed).toEqual(partitions.map(() => 150));
  }, 30_000);

  const records = recordsOf(recorded.events);
  const offsets = partitions.map((one) => records.filter(({ partition }) => partition === one).map((r) => r.offset));
  const everyOffset = numbered(150).map(({ value }) => Number(value));
  expect(offsets).toEqual(partitions.map(() => everyOffset));
  expect(mostTogether).toBe(1);
});

test('a batch holds as many records as fit into 6 MB', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { BatchSize: 1000, MaximumBatchingWindowInSeconds: 5 });
  const value = 'x'.repeat(900_000);

  await startPoller(uuid);
  for (let sent = 0; sent < 10; sent += 1) await produce(topic, [{ value }]);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(10), 60_000);

  const sizes = recorded.events.map((event) => Buffer.byteLength(JSON.stringify(event)));
  expect(recorded.events.map((event) => recordsOf([event]).length)).toEqual([5, 5]);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(maxPayloadBytes);
});

test('a record that no event can hold goes to nobody and holds up nothing', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic(1, [{ name: 'max.message.bytes', value: '8000000' }]);
  const uuid = await createMapping(recorded, topic);
  // Base64 makes it larger than 6 MB.
  const tooLarge = { value: 'x'.repeat(5_000_000) };

  await startPoller(uuid);
  await produce(topic, [{ value: 'before' }]);
  await produce(topic, [tooLarge]);
  await produce(topic, [{ value: 'after' }]);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(3), 30_000);

  expect(recordsOf(recorded.events).map(({ offset }) => offset)).toEqual([0, 2]);
});

test('records wait for others until the batching window has passed', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { MaximumBatchingWindowInSeconds: 3 });

  await startPoller(uuid);
  for (let sent = 0; sent < 3; sent += 1) await produce(topic, [{ value: String(sent) }]);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(3), 20_000);

  expect(recorded.events.map((event) => recordsOf([event]).length)).toEqual([3]);
});

test('a full batch does not wait for the window', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { BatchSize: 3, MaximumBatchingWindowInSeconds: 300 });

  await startPoller(uuid);
  await produce(topic, numbered(4));
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(3), 20_000);

  expect(recorded.events.map((event) => recordsOf([event]).length)).toEqual([3]);
});

test('a second poller shares the partitions and takes over those of a killed one, and nothing is lost', async () => {
  const partitions = [0, 1, 2, 3];
  const recorded = await deployFunction();
  const topic = await createTopic(partitions.length);
  const uuid = await createMapping(recorded, topic, { BatchSize: 5 });
  const send = (from: number) =>
    produce(
      topic,
      partitions.flatMap((partition) => numbered(40, partition, from)),
    );

  const first = await startPoller(uuid);
  await send(0);
  const second = await startPoller(uuid);
  await send(40);
  await eventually(async () => expect((await second.status()).counts?.polled).toBeGreaterThan(0), 20_000);
  await first.stop('SIGKILL');
  await send(80);
  await eventually(async () => {
    const committed = await Promise.all(partitions.map((partition) => committedOffset(uuid, topic, partition)));
    expect(committed).toEqual(partitions.map(() => 120));
  }, 60_000);

  const delivered = new Set(recordsOf(recorded.events).map(({ partition, offset }) => `${partition}:${offset}`));
  expect(delivered.size).toBe(partitions.length * 120);
});
