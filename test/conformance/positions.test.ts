import { randomUUID } from 'node:crypto';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import {
  commitOffsets,
  committedOffset,
  createTopic,
  numbered,
  withAdmin,
} from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

const shared = SharedPoller.forThisFile();

test('16. TRIM_HORIZON begins with the oldest record', async () => {
  const mapped = await shared.map({ StartingPosition: 'TRIM_HORIZON', messages: numbered(3) });

  await mapped.produce(numbered(1, 0, 3));
  await mapped.committed(4);

  expect(mapped.offsets().flat()).toEqual([0, 1, 2, 3]);
});

test('17. LATEST begins behind the records that were there', async () => {
  const mapped = await shared.map({ StartingPosition: 'LATEST', messages: numbered(3) });

  await mapped.produce(numbered(2, 0, 3));
  await mapped.committed(5);

  expect(mapped.offsets().flat()).toEqual([3, 4]);
});

test('18. AT_TIMESTAMP begins with the first record that is not older', async () => {
  const start = Math.floor(Date.now() / 1000) * 1000 - 10_000;
  const at = (ms: number) => ({ value: 'x', timestamp: String(start + ms) });

  const mapped = await shared.map({
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: new Date(start),
    messages: [at(-2000), at(-1), at(0), at(1000)],
  });
  await mapped.committed(4);

  expect(mapped.offsets().flat()).toEqual([2, 3]);
});

test('18. AT_TIMESTAMP with no record so young begins at the end', async () => {
  const timestamp = String(Date.now() - 60_000);

  const mapped = await shared.map({
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: new Date(Date.now() - 10_000),
    messages: [{ value: 'x', timestamp }],
  });
  await mapped.produce([{ value: 'y' }]);
  await mapped.committed(2);

  expect(mapped.offsets().flat()).toEqual([1]);
});

test('19. a group that has offsets goes on there, whatever the starting position', async () => {
  const groupId = randomUUID();
  const topic = await createTopic();
  await commitOffsets(topic, groupId, new Map([[0, 2]]));

  const mapped = await shared.map({
    topic,
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: groupId },
    messages: numbered(4),
  });
  await mapped.committed(4);

  expect(mapped.offsets().flat()).toEqual([2, 3]);
});

test('20. the group of a mapping that names none is its UUID', async () => {
  const mapped = await shared.map({ messages: numbered(1) });

  await eventually(async () => expect(await committedOffset(mapped.uuid, mapped.topic)).toBe(1), 20_000);

  // A poller more may be joining.
  await eventually(async () => {
    const { groups } = await withAdmin((admin) => admin.describeGroups([mapped.uuid]));
    expect(groups[0]).toMatchObject({ groupId: mapped.uuid, state: 'Stable' });
    expect(groups[0]?.members).not.toEqual([]);
  }, 20_000);
});

test('21. after the record 5003 the group stands at 5004', async () => {
  const mapped = await shared.map({ BatchSize: 10_000, messages: numbered(5004) });

  await mapped.committed(5004);

  expect(Math.max(...mapped.offsets().flat())).toBe(5003);
});

test('22. a batch whose poller was killed before the commit comes again, and nothing before it', async () => {
  const mapped = await shared.map({ BatchSize: 5 });
  mapped.reply = () => (mapped.events.length === 3 ? mapped.hold() : {});
  await mapped.produce(numbered(20));
  await mapped.invoked(3);
  await mapped.committed(10);

  await shared.process.stop('SIGKILL');
  mapped.release();
  await shared.launch();
  await mapped.committed(20);

  const batch = (from: number) => [...Array(5).keys()].map((one) => from + one);
  expect(mapped.offsets()).toEqual([0, 5, 10, 10, 15].map(batch));
});

test.each([
  ['TRIM_HORIZON', 'the oldest record', [3, 4]],
  ['LATEST', 'the end', []],
] as const)('a group of %s whose offset is gone goes on at %s', async (StartingPosition, _, expected) => {
  const groupId = randomUUID();
  const topic = await createTopic();
  await commitOffsets(topic, groupId, new Map([[0, 1]]));

  const mapped = await shared.map({
    topic,
    StartingPosition,
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: groupId },
    messages: numbered(5),
    deletedBefore: 3,
  });
  await eventually(async () => expect(await mapped.status()).toMatchObject({ lag: expect.any(Number) }), 10_000);
  await eventually(async () => {
    await mapped.produce([{ value: 'new' }]);
    expect(mapped.offsets().flat().at(-1)).toBeGreaterThan(4);
  }, 20_000);

  expect(
    mapped
      .offsets()
      .flat()
      .filter((offset) => offset < 5),
  ).toEqual(expected);
});

test('a partition that is added later begins with its oldest record, also for LATEST', async () => {
  const mapped = await shared.map({ StartingPosition: 'LATEST' });

  await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic: mapped.topic, count: 2 }] }));
  await mapped.produce(numbered(2, 1));
  await mapped.committed(0, 2);

  expect(mapped.offsets().flat()).toEqual([0, 1]);
});
