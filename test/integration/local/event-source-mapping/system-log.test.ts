import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, DeleteLogGroupCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { logStreamName } from '../../../../local/event-source-mapping/system-log/log-batch.ts';
import { afterTest } from '../../../support/event-source-mapping/clean-up.ts';
import { lambda, type MappingSettings } from '../../../support/event-source-mapping/mappings.ts';
import { deployFunction, type RecordedFunction } from '../../../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../../../support/event-source-mapping/shared-poller.ts';
import { numbered } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { connections } from '../../../support/stack/stack.ts';

const shared = SharedPoller.forThisFile();
const logs = new CloudWatchLogsClient(clientSettings());

interface LogRecord {
  readonly eventType: string;
  readonly logLevel: string;
  readonly error?: { readonly errorCode: string };
}

/** The mapping's log records of the day on which the test began, and of the next if it has come. */
function streamReader(logGroupName: string, uuid: string): () => Promise<LogRecord[]> {
  const startMs = Date.now();
  return async () => {
    const names = new Set([startMs, Date.now()].map((ms) => logStreamName(ms, uuid)));
    const streams = [...names].map((name) =>
      logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: name, startFromHead: true })),
    );
    const events = (await Promise.all(streams)).flatMap((stream) => stream.events ?? []);
    return events.map(({ message }) => JSON.parse(message ?? ''));
  };
}

/** Gives a function a log group of its own, which nobody has made yet. */
async function withLogGroup({ name: FunctionName }: RecordedFunction): Promise<string> {
  const LogGroup = `/poller-test/${randomUUID()}`;
  const LoggingConfig = { LogFormat: 'JSON', LogGroup } as const;
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, LoggingConfig }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 0.1 }, { FunctionName });
  afterTest(() => logs.send(new DeleteLogGroupCommand({ logGroupName: LogGroup })));
  return LogGroup;
}

function logging(SystemLogLevel: 'DEBUG' | 'INFO' | 'WARN'): MappingSettings {
  return {
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 },
    LoggingConfig: { SystemLogLevel },
  };
}

test('errors, partitions and offsets are in the function’s log group, which is made for them', async () => {
  const recorded = await deployFunction();
  const logGroup = await withLogGroup(recorded);
  let failed = false;
  const { topic, uuid, committed } = await shared.map({
    recorded,
    partitions: 2,
    messages: numbered(3, 1),
    reply: () => {
      const first = !failed;
      failed = true;
      return first ? { error: 'once' } : {};
    },
    ...logging('DEBUG'),
  });
  const readStream = streamReader(logGroup, uuid);

  await committed(0, 3);
  const records = await eventually(async () => {
    const found = await readStream();
    expect(found).toContainEqual(expect.objectContaining({ eventType: 'KAFKA_STATUS_EVENT' }));
    return found;
  }, 30_000);

  const account = recorded.arn.split(':').slice(0, 5).join(':');
  const origin = {
    timestamp: expect.any(Number),
    resourceArn: `${account}:event-source-mapping:${uuid}`,
    eventProcessorId: `${uuid}/0`,
  };
  expect(records).toContainEqual({
    eventType: 'ESM_PROCESSING_EVENT',
    ...origin,
    logLevel: 'WARN',
    error: { errorMessage: 'Function call failed', errorCode: 'InvokeError' },
  });
  expect(records).toContainEqual({
    eventType: 'POLLER_STATUS_EVENT',
    ...origin,
    logLevel: 'INFO',
    kafkaEventSourceConnection: {
      brokerEndpoints: connections().kafka.bootstrapServers,
      consumerId: expect.stringMatching(/./),
      topics: [topic],
      consumerGroupId: uuid,
      securityProtocol: 'PLAINTEXT',
      totalPartitionCount: 2,
      assignedPartitionCount: 2,
      partitionsAssignmentGeneration: 1,
      assignedPartitions: [`${topic}-0`, `${topic}-1`],
    },
  });
  expect(records).toContainEqual({
    eventType: 'KAFKA_STATUS_EVENT',
    ...origin,
    logLevel: 'DEBUG',
    kafkaPartitionOffsets: {
      partition: `${topic}-1`,
      endOffset: 3,
      consumedOffset: 2,
      processedOffset: 2,
      committedOffset: 3,
    },
  });
});

test('what is below the level is left out, and what waits is written when the poller ends', async () => {
  const { uuid, status } = await shared.map({
    messages: numbered(1),
    reply: () => ({ error: 'always' }),
    MaximumRetryAttempts: 0,
    ...logging('WARN'),
  });
  const readStream = streamReader(`/aws/lambda/${shared.recorded.name}`, uuid);

  await eventually(async () => expect(await status()).toMatchObject({ counts: { dropped: 1 } }), 20_000, 20);
  await shared.process.stop();

  const records = await readStream();
  expect(records.map(({ logLevel, error }) => [logLevel, error?.errorCode])).toEqual([
    ['WARN', 'InvokeError'],
    ['WARN', 'RetryAttemptsExhausted'],
  ]);
});
