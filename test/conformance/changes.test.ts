import { afterTest } from '../support/event-source-mapping/clean-up.ts';
import { deleteMapping, updateMapping } from '../support/event-source-mapping/mappings.ts';
import { deployFunction } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { createTopic, numbered } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { connections } from '../support/stack/stack.ts';
import { TestStack } from '../support/stack/test-stack.ts';

const shared = SharedPoller.forThisFile();

// Far above what it takes on a machine that does nothing else: whether a change takes effect is what is tested here.
const soonMs = 30_000;

async function hasState(uuid: string, state: string): Promise<void> {
  expect(await shared.process.statusOf(uuid)).toMatchObject({ state });
}

test('a mapping made by hand is created, updated, disabled, enabled and deleted', async () => {
  const mapped = await shared.map({ messages: numbered(2), untilEnabled: false });
  await eventually(async () => expect(mapped.offsets()).toEqual([[0, 1]]), soonMs, 20);

  await updateMapping({ UUID: mapped.uuid, BatchSize: 1 });
  await eventually(() => hasState(mapped.uuid, 'Updating'), soonMs, 20);
  await mapped.produce(numbered(2, 0, 2));
  await eventually(async () => expect(mapped.offsets()).toEqual([[0, 1], [2], [3]]), soonMs, 20);

  await updateMapping({ UUID: mapped.uuid, Enabled: false });
  await eventually(() => hasState(mapped.uuid, 'Disabled'), soonMs, 20);
  await mapped.produce(numbered(1, 0, 4));
  await updateMapping({ UUID: mapped.uuid, Enabled: true });
  await eventually(async () => expect(mapped.offsets().flat()).toEqual([0, 1, 2, 3, 4]), soonMs, 20);

  await deleteMapping(mapped.uuid);
  await eventually(async () => expect(await mapped.status()).toEqual({}), soonMs, 20);
});

test('a mapping of a CloudFormation stack is created, updated, disabled, enabled and deleted the same way', async () => {
  const topic = await createTopic();
  const followed = shared.follow(topic);
  const stack = new TestStack();
  afterTest(() => stack.delete());
  const deploy = (settings: object) =>
    stack.deploy({
      Resources: {
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: shared.recorded.name,
            EventSourceArn: connections().kafka.clusterArn,
            Topics: [topic],
            StartingPosition: 'TRIM_HORIZON',
            MaximumBatchingWindowInSeconds: 0,
            ...settings,
          },
        },
      },
      Outputs: { Uuid: { Value: { Ref: 'Mapping' } } },
    });
  const arrived = (...offsets: number[][]) =>
    eventually(async () => expect(followed.offsets()).toEqual(offsets), soonMs, 20);
  await followed.produce(numbered(2));

  await deploy({});
  await arrived([0, 1]);
  const { Uuid = '' } = await stack.outputs();

  const updating = eventually(() => hasState(Uuid, 'Updating'), 3 * soonMs, 20);
  await deploy({ BatchSize: 1 });
  await updating;
  await followed.produce(numbered(2, 0, 2));
  await arrived([0, 1], [2], [3]);

  await deploy({ BatchSize: 1, Enabled: false });
  await eventually(() => hasState(Uuid, 'Disabled'), soonMs, 20);
  await followed.produce(numbered(1, 0, 4));
  await deploy({ BatchSize: 1, Enabled: true });
  await arrived([0, 1], [2], [3], [4]);

  await stack.delete();
  await eventually(async () => expect(await shared.process.statusOf(Uuid)).toEqual({}), soonMs, 20);
}, 180_000);

test('code that is deployed during a batch serves the next one', async () => {
  const recorded = await deployFunction();
  const mapped = await shared.map({ recorded, BatchSize: 2 });
  const versions: number[] = [];
  mapped.reply = (_, version) => {
    versions.push(version);
    return versions.length === 1 ? mapped.hold() : {};
  };
  await mapped.produce(numbered(4));
  await mapped.invoked(1);

  await recorded.redeploy();
  mapped.release();
  await mapped.committed(4);

  expect(mapped.offsets()).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(versions).toEqual([1, 2]);
});
