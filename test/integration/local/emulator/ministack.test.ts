import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { freePort } from '../../../../local/processes/ports.ts';
import { runCommand } from '../../../support/command.ts';
import { afterTest, cleanUp } from '../../../support/event-source-mapping/clean-up.ts';
import { groupReaches } from '../../../support/event-source-mapping/mapped-topic.ts';
import { type MappingSettings, ownCluster } from '../../../support/event-source-mapping/mappings.ts';
import { type PollerProcess, spawnPollerOf } from '../../../support/event-source-mapping/poller-process.ts';
import {
  deployFunction,
  offsetsOf,
  type RecordedFunction,
  valuesOf,
} from '../../../support/event-source-mapping/recorded-function.ts';
import { createTopic, numbered, produce } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { connections } from '../../../support/stack/stack.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { type OwnMinistack, startMinistack } from './own-ministack.ts';

const directory = temporaryDirectory();
const file = join(directory, 'mappings.json');
const uuid = '11111111-1111-4111-8111-111111111111';
const waitMs = 30_000;
let ministack: OwnMinistack;

beforeAll(async () => {
  ministack = await startMinistack(directory);
}, 300_000);
afterEach(cleanUp);
afterAll(() => ministack?.stop());

const clientOptions = () => ({ ...clientSettings(), endpoint: ministack.endpoint });

/** What the file has from now on: one mapping of the topic to the function. */
function writeMapping({ name }: RecordedFunction, topic: string, settings: MappingSettings = {}): void {
  const mapping = { UUID: uuid, FunctionName: name, Topics: [topic], StartingPosition: 'TRIM_HORIZON' };
  writeFileSync(`${file}.new`, JSON.stringify([{ ...mapping, ...ownCluster(), ...settings }]));
  renameSync(`${file}.new`, file);
}

/** A poller of the file's mapping. */
async function startPoller(): Promise<PollerProcess> {
  const poller = await spawnPollerOf(ministack.endpoint, ['--mapping-file', file]);
  afterTest(() => poller.stop('SIGKILL'));
  await poller.hasState(uuid, 'Enabled');
  return poller;
}

async function createQueue() {
  const sqs = new SQSClient({ ...clientOptions(), useQueueUrlAsEndpoint: false });
  afterTest(async () => sqs.destroy());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'failures' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return {
    arn: Attributes?.QueueArn as string,
    receive: async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
      return JSON.parse(Messages?.[0]?.Body ?? 'null') as unknown;
    },
  };
}

test('a function of it gets the records of a topic that pass the filter', async () => {
  const [recorded, topic] = [await deployFunction(60, new LambdaClient(clientOptions())), await createTopic()];
  const FilterCriteria = { Filters: [{ Pattern: '{"value":{"country":["NO"]}}' }] };
  writeMapping(recorded, topic, { MaximumBatchingWindowInSeconds: 1, FilterCriteria });

  const values = ['SE', 'NO', 'FI', 'NO'].map((country) => JSON.stringify({ country }));
  await produce(
    topic,
    values.map((value) => ({ value })),
  );
  await startPoller();
  await groupReaches(uuid, topic, [4]);

  expect(recorded.events.map(valuesOf)).toEqual([[values[1], values[3]]]);
  expect(recorded.events[0]).toMatchObject({
    eventSource: 'SelfManagedKafka',
    bootstrapServers: connections().kafka.bootstrapServers,
    records: { [`${topic}-0`]: [{ topic, partition: 0, offset: 1, timestampType: 'CREATE_TIME' }, { offset: 3 }] },
  });
});

test('a record that the function reports is tried again, and its place goes to the queue', async () => {
  const [recorded, topic] = [await deployFunction(60, new LambdaClient(clientOptions())), await createTopic()];
  const queue = await createQueue();
  recorded.reply = (event) => {
    const failed = offsetsOf(event).includes(1) ? [{ itemIdentifier: { partition: `${topic}-0`, offset: 1 } }] : [];
    return { value: { batchItemFailures: failed } };
  };
  writeMapping(recorded, topic, {
    MaximumBatchingWindowInSeconds: 0,
    MaximumRetryAttempts: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
  });

  await produce(topic, numbered(2));
  await startPoller();
  await groupReaches(uuid, topic, [2]);

  expect(recorded.events.map(offsetsOf).filter((offsets) => offsets.includes(1)).length).toBeGreaterThanOrEqual(2);
  expect(await queue.receive()).toMatchObject({
    requestContext: { functionArn: recorded.arn, approximateInvokeCount: 2 },
    KafkaBatchInfo: {
      batchSize: 1,
      recordsInfo: { [`${topic}-0`]: { firstRecordOffset: '1', lastRecordOffset: '1' } },
    },
  });
});

test('a mapping that the file disables and enables stops and goes on', async () => {
  const [recorded, topic] = [await deployFunction(60, new LambdaClient(clientOptions())), await createTopic()];
  writeMapping(recorded, topic, { MaximumBatchingWindowInSeconds: 0 });
  const poller = await startPoller();
  const group = { SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: `${uuid}-next` } };

  writeMapping(recorded, topic, { ...group, Enabled: false });
  await poller.hasState(uuid, 'Disabled');
  await produce(topic, numbered(1));
  writeMapping(recorded, topic, { ...group, MaximumBatchingWindowInSeconds: 0 });
  await groupReaches(`${uuid}-next`, topic, [1]);

  expect(recorded.events.map(valuesOf)).toEqual([['0']]);
});

test('status shows it in the place of LocalStack, and doctor finds that it answers', async () => {
  const environment = { EMULATOR_ENDPOINT: ministack.endpoint };

  const status = JSON.parse((await runCommand(['status', '--', '--json'], environment)).stdout);
  const checks = JSON.parse((await runCommand(['doctor', '--', '--json'], environment)).stdout);

  expect(status.emulator).toEqual({ state: 'running', pid: null, memoryMib: null, endpoint: ministack.endpoint });
  expect(Object.keys(status)).not.toContain('localstack');
  expect(checks).toContainEqual({ what: 'Emulator', ok: true, says: `${ministack.endpoint} answers` });
});

test('one that does not answer is named before anything is started', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const environment = { EMULATOR_ENDPOINT: endpoint, PIPELINE_STATE_DIR: join(directory, 'stack') };

  const { code, stdout, stderr } = await runCommand(['start'], environment);

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`EMULATOR_ENDPOINT=${endpoint} does not answer. Start the emulator first,`);
});

test('LocalStack cannot be asked for beside it', async () => {
  const { code, stderr } = await runCommand(['services', '--', 'localstack'], {
    EMULATOR_ENDPOINT: ministack.endpoint,
  });

  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Unset it, or leave localstack out.') });
});

test('the poller says in its health page what is wrong with the file', async () => {
  writeFileSync(file, '[{"FunctionName":"orders","Topics":["orders"]}]');
  const poller = await spawnPollerOf(ministack.endpoint, ['--mapping-file', file]);
  afterTest(() => poller.stop('SIGKILL'));

  await eventually(
    async () => expect(JSON.parse(await poller.page('/health'))).toMatchObject({ ready: false, problem: reason }),
    waitMs,
  );
});

const reason = `The mappings of ${file} cannot be read: that of orders has neither the EventSourceArn of an MSK cluster nor a SelfManagedEventSource`;
