import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Glue } from '@aws-sdk/client-glue';
import { KafkaClient } from '@aws-sdk/client-kafka';
import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  paginateListEventSourceMappings,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface ClientOptions {
  readonly endpointUrl: string;
  readonly region: string;
  /** How long the answer to a question may take, in milliseconds. @default 10 seconds */
  readonly requestTimeoutMs?: number;
}

// A function behind a Kafka mapping may run for 14 minutes; the rest is for its start.
const invokeTimeoutMs = 15 * 60 * 1000;
// Without the last one the SDK only warns.
const timeouts = { connectionTimeout: 3000, throwOnRequestTimeout: true };
const maxSockets = 1000;
const glueAttempts = 3;

/** The clients of one endpoint: short requests for questions, long ones that are never repeated for invocations. */
export function createClients({ endpointUrl, region, requestTimeoutMs = 10_000 }: ClientOptions) {
  const common = { endpoint: endpointUrl, region, ...(!hasCredentials() && { credentials: placeholderCredentials }) };
  const asking = {
    ...common,
    maxAttempts: 1,
    requestHandler: { ...timeouts, requestTimeout: requestTimeoutMs },
  };
  let glue: Promise<Glue> | undefined;
  return {
    lambda: new LambdaClient(asking),
    invoking: new LambdaClient({
      ...common,
      maxAttempts: 1,
      requestHandler: {
        ...timeouts,
        requestTimeout: invokeTimeoutMs,
        httpAgent: { maxSockets },
        httpsAgent: { maxSockets },
      },
    }),
    kafka: new KafkaClient(asking),
    secrets: new SecretsManagerClient(asking),
    cloudWatch: new CloudWatchClient(asking),
    logs: new CloudWatchLogsClient(asking),
    // The addresses that an emulator gives its queues may need a name that this machine does not know.
    sqs: new SQSClient({ ...asking, useQueueUrlAsEndpoint: false }),
    sns: new SNSClient(asking),
    // A bucket's name before the endpoint's would make such an address too.
    s3: new S3Client({ ...asking, forcePathStyle: true }),
    // A tenth of a second and 16 MB, for the few mappings that read a registry of Glue.
    loadGlue: () => {
      glue ??= import('@aws-sdk/client-glue').then(({ Glue }) => new Glue({ ...asking, maxAttempts: glueAttempts }));
      return glue;
    },
  };
}

/** All mappings with their filters, also with those that the list leaves out for being encrypted. */
export async function listMappings(client: LambdaClient): Promise<EventSourceMappingConfiguration[]> {
  const mappings: EventSourceMappingConfiguration[] = [];
  for await (const { EventSourceMappings } of paginateListEventSourceMappings({ client }, {})) {
    for (const mapping of EventSourceMappings ?? []) {
      const whole = mapping.KMSKeyArn && !mapping.FilterCriteria ? await getMapping(client, mapping.UUID) : mapping;
      if (whole) mappings.push(whole);
    }
  }
  return mappings;
}

async function getMapping(client: LambdaClient, UUID: string | undefined) {
  try {
    const { $metadata, ...mapping } = await client.send(new GetEventSourceMappingCommand({ UUID }));
    return mapping;
  } catch (error) {
    // It was deleted since it was listed.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Emulators take any credentials, so nobody should have to configure some for them. */
const placeholderCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function hasCredentials(): boolean {
  const variables = [
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ];
  const files = [
    process.env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
    process.env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'),
  ];
  return variables.some((name) => process.env[name]) || files.some((file) => existsSync(file));
}
