import { randomUUID } from 'node:crypto';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { clusterArn } from '../../local/services/kafka/msk-clusters.ts';
import type { Settings } from '../../local/settings.ts';
import { zipArchive } from '../../test/support/functions/zip-archive.ts';
import type { BenchStack } from '../bench-stack.ts';

/** A function that takes whatever it is given. */
export const noOpCode = 'export const handler = async () => null;';

const requestTimeoutMs = 60_000;

/** Lends a deployed function whose environment is warm. */
export async function withFunction<Result>(
  { settings }: BenchStack,
  code: string,
  work: (functionName: string) => Promise<Result>,
): Promise<Result> {
  const client = lambdaClient(settings);
  const FunctionName = `bench-esm-${randomUUID()}`;
  try {
    await client.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/bench',
        Timeout: 60,
        MemorySize: 512,
        Code: { ZipFile: zipArchive({ 'index.mjs': code }) },
      }),
    );
    await waitUntilFunctionActiveV2({ client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 }, { FunctionName });
    await client.send(new InvokeCommand({ FunctionName, Payload: '{"records":{}}' }));
    return await work(FunctionName);
  } finally {
    await client.send(new DeleteFunctionCommand({ FunctionName }));
    client.destroy();
  }
}

/** What a mapping may have beside its topic. */
export type MappedSource = Pick<
  CreateEventSourceMappingCommandInput,
  'ProvisionedPollerConfig' | 'AmazonManagedKafkaEventSourceConfig'
>;

export interface MappedTopics {
  readonly functionName: string;
  readonly topics: readonly string[];
  readonly batchSize: number;
  readonly source?: MappedSource;
}

/** Lends mappings from topics to the function: from the oldest record on, without a batching window. */
export async function withMappings<Result>(
  { settings }: BenchStack,
  { functionName, topics, batchSize, source }: MappedTopics,
  work: (uuids: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const client = lambdaClient(settings);
  const uuids: string[] = [];
  try {
    for (const topic of topics) {
      const { UUID = '' } = await client.send(
        new CreateEventSourceMappingCommand({
          FunctionName: functionName,
          EventSourceArn: clusterArn,
          Topics: [topic],
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: batchSize,
          MaximumBatchingWindowInSeconds: 0,
          ...source,
        }),
      );
      uuids.push(UUID);
    }
    return await work(uuids);
  } finally {
    for (const UUID of uuids) await client.send(new DeleteEventSourceMappingCommand({ UUID }));
    client.destroy();
  }
}

/** A client that no invocation keeps for ever. */
export function lambdaClient(settings: Settings): LambdaClient {
  return new LambdaClient({ ...awsClientOptions(settings), requestHandler: { requestTimeout: requestTimeoutMs } });
}
