import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import kafkajs, { type AclResourceTypes, type Message } from 'kafkajs';
import type { Health } from '../../../../local/event-source-mapping/health-server.ts';
import type { WorkerStatus } from '../../../../local/event-source-mapping/worker/worker.ts';
import { eventually } from '../../../support/eventually.ts';
import { connections, projectDir } from '../../../support/stack.ts';
import { freePort } from '../free-port.ts';
import { deployRecordedFunction, type RecordedFunction } from './recorded-function.ts';

export const clientSettings = {
  endpoint: connections().localstack.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

/** What undoes a test's doing, the latest first. */
const undo: (() => Promise<unknown>)[] = [];
const lambda = new LambdaClient(clientSettings);
const secretsManager = new SecretsManagerClient(clientSettings);
export const kafka = new kafkajs.Kafka({
  brokers: connections().kafka.bootstrapServers.split(','),
  logLevel: kafkajs.logLevel.NOTHING,
});

/** Has something undone when the test is over. */
export function afterTest(step: () => Promise<unknown>): void {
  undo.push(step);
}

export async function cleanUp(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

export async function deployFunction(): Promise<RecordedFunction> {
  const deployed = await deployRecordedFunction(lambda);
  undo.push(() => deployed.remove());
  return deployed;
}

/** Leaves a topic or group to somebody else: once there is a rule, nobody but those it names comes in. */
export async function reserve(resourceType: AclResourceTypes, resourceName: string): Promise<void> {
  const rule = {
    resourceType,
    resourceName,
    resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
    principal: 'User:somebody-else',
    host: '*',
    operation: kafkajs.AclOperationTypes.ALL,
    permissionType: kafkajs.AclPermissionTypes.ALLOW,
  };
  await withAdmin((admin) => admin.createAcls({ acl: [rule] }));
  undo.push(() => withAdmin((admin) => admin.deleteAcls({ filters: [rule] })));
}

/** @returns the ARN of a secret that is gone after the test. */
export async function createSecret(content: object): Promise<string> {
  const name = `poller-test-${randomUUID()}`;
  const SecretString = JSON.stringify(content);
  const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString }));
  undo.push(() => secretsManager.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true })));
  return ARN as string;
}

export function topicName(): string {
  return `poller-test-${randomUUID()}`;
}

export async function createTopic(
  partitions = 1,
  configEntries: { name: string; value: string }[] = [],
  topic = topicName(),
): Promise<string> {
  await withAdmin((admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }], waitForLeaders: true }),
  );
  undo.push(() => withAdmin((admin) => admin.deleteTopics({ topics: [topic] })));
  return topic;
}

export async function produce(topic: string, messages: Message[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

/** Values that count up, all in one partition. */
export function numbered(count: number, partition = 0, from = 0): Message[] {
  return Array.from({ length: count }, (_, index) => ({ partition, value: String(from + index) }));
}

type MappingSettings = Partial<CreateEventSourceMappingCommandInput>;

/** A mapping of the tests' cluster as one's own, unless the settings name the MSK cluster. */
export async function createMapping(recorded: RecordedFunction, topic: string, settings: MappingSettings = {}) {
  const selfManaged: MappingSettings = {
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: connections().kafka.bootstrapServers.split(',') } },
    // AWS takes no self-managed cluster without a way to reach it.
    SourceAccessConfigurations: [{ Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' }],
  };
  const { UUID } = await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: recorded.name,
      Topics: [topic],
      StartingPosition: 'TRIM_HORIZON',
      MaximumBatchingWindowInSeconds: 0,
      ...(settings.EventSourceArn === undefined && selfManaged),
      ...settings,
    }),
  );
  const uuid = UUID as string;
  undo.push(() => deleteMapping(uuid).catch(unlessGone));
  return uuid;
}

/** @returns the mapping's state */
export async function deleteMapping(UUID: string) {
  return (await lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).State;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}

export async function updateMapping(input: UpdateEventSourceMappingCommandInput): Promise<void> {
  await eventually(() => lambda.send(new UpdateEventSourceMappingCommand(input)), 10_000);
}

export interface PollerProcess {
  readonly child: ChildProcess;
  /** Of the mapping; empty until the poller has found it. */
  status(): Promise<Partial<WorkerStatus>>;
  /** The text of a page such as /metrics. */
  page(path: string): Promise<string>;
  /** Waits until the mapping has this state. */
  hasState(state: string): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the poller as a program of its own, for one mapping, until the test is over. */
export async function startPoller(uuid: string): Promise<PollerProcess> {
  const poller = await launchPoller(uuid);
  await poller.hasState('Enabled');
  return poller;
}

/** The same for a mapping that cannot be polled yet; without one for all of them. */
export async function launchPoller(uuid?: string): Promise<PollerProcess> {
  const port = await freePort();
  const cli = join(projectDir, 'local', 'event-source-mapping', 'cli.ts');
  const { endpoint } = clientSettings;
  const only = uuid === undefined ? [] : ['--mapping', uuid];
  const child = spawn(process.execPath, [cli, '--endpoint-url', endpoint, '--port', String(port), ...only], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: connections().kafka.caCertificate },
  });
  const page = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const status = async () => {
    const health = JSON.parse(await page('/health')) as Health;
    return health.mappings[0] ?? {};
  };
  const poller: PollerProcess = {
    child,
    status,
    page,
    hasState: (state) => eventually(async () => expect(await status()).toMatchObject({ state }), 20_000, 50),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
  undo.push(() => poller.stop('SIGKILL'));
  return poller;
}

/** The group's offset in a partition; -1 where it has none. */
export async function committedOffset(groupId: string, topic: string, partition = 0): Promise<number> {
  return withAdmin(async (admin) => {
    const [fetched] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return Number(fetched?.partitions.find((one) => one.partition === partition)?.offset);
  });
}

async function withAdmin<Result>(work: (admin: ReturnType<typeof kafka.admin>) => Promise<Result>): Promise<Result> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
