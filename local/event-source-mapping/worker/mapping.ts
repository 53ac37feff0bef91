import type {
  EventSourceMappingConfiguration,
  FilterCriteria,
  KafkaSchemaRegistryConfig,
} from '@aws-sdk/client-lambda';
import { type AccessSettings, type Cluster, parseAccessSettings } from '../access/access-settings.ts';
import type { StartingPosition } from '../poller/starting-position.ts';
import { type RetryPolicy, retriesBeforeDestination } from '../sender/retry-policy.ts';

/** A Kafka event source mapping with every default filled in. */
export interface Mapping {
  readonly uuid: string;
  readonly functionArn: string;
  readonly cluster: Cluster;
  readonly accessSettings: AccessSettings;
  readonly topic: string;
  readonly groupId: string;
  readonly startingPosition: StartingPosition;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly retryPolicy: RetryPolicy;
  readonly readsBatchResponse: boolean;
  readonly onFailureArn: string | undefined;
  readonly filterCriteria: FilterCriteria | undefined;
  readonly schemaRegistry: KafkaSchemaRegistryConfig | undefined;
  /** Undefined: on demand. */
  readonly provisionedPollers: { readonly minimum: number; readonly maximum: number } | undefined;
}

const defaultBatchSize = 100;
const defaultWindowMs = 500;
const defaultMinimumPollers = 1;
const defaultMaximumPollers = 200;
const secondMs = 1000;

/** True for a mapping of a Kafka cluster, Amazon's or one's own, also where an emulator has not kept its topic. */
export function isKafkaMapping({ EventSourceArn, SelfManagedEventSource }: EventSourceMappingConfiguration) {
  const ofMsk = EventSourceArn?.startsWith('arn:') === true && EventSourceArn.split(':')[2] === 'kafka';
  return ofMsk || SelfManagedEventSource !== undefined;
}

/** Whether the mapping is in provisioned mode; an empty configuration means on demand. */
export function hasProvisionedPollers({ ProvisionedPollerConfig: pollers }: EventSourceMappingConfiguration): boolean {
  return pollers?.MinimumPollers !== undefined || pollers?.MaximumPollers !== undefined;
}

/** @throws Error with one sentence naming what the mapping lacks or what is not supported here. */
export function parseMapping(config: EventSourceMappingConfiguration): Mapping {
  refuseUnsupported(config);
  const uuid = required(config.UUID, 'UUID');
  const groupConfig = config.AmazonManagedKafkaEventSourceConfig ?? config.SelfManagedKafkaEventSourceConfig;
  const cluster = config.EventSourceArn
    ? { arn: config.EventSourceArn }
    : { bootstrapServers: bootstrapServers(config) };
  const onFailureArn = config.DestinationConfig?.OnFailure?.Destination || undefined;
  return {
    uuid,
    functionArn: required(config.FunctionArn, 'FunctionArn'),
    cluster,
    accessSettings: parseAccessSettings(config.SourceAccessConfigurations, cluster),
    topic: required(config.Topics?.[0], 'Topics'),
    groupId: groupConfig?.ConsumerGroupId || uuid,
    startingPosition: startingPosition(config),
    batchSize: config.BatchSize ?? defaultBatchSize,
    windowMs: windowMs(config),
    retryPolicy: retryPolicy(config, onFailureArn !== undefined),
    readsBatchResponse: config.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    onFailureArn,
    filterCriteria: config.FilterCriteria,
    schemaRegistry: groupConfig?.SchemaRegistryConfig,
    provisionedPollers: provisionedPollers(config),
  };
}

function provisionedPollers(config: EventSourceMappingConfiguration) {
  if (!hasProvisionedPollers(config)) return undefined;
  const minimum = config.ProvisionedPollerConfig?.MinimumPollers ?? defaultMinimumPollers;
  const maximum = config.ProvisionedPollerConfig?.MaximumPollers ?? defaultMaximumPollers;
  return { minimum, maximum: Math.max(minimum, maximum) };
}

function startingPosition({
  StartingPosition: kind,
  StartingPositionTimestamp: time,
}: EventSourceMappingConfiguration): StartingPosition {
  if (kind === 'LATEST') return { kind };
  if (kind !== 'AT_TIMESTAMP') return { kind: 'TRIM_HORIZON' };
  return { kind, timestampMs: new Date(required(time, 'StartingPositionTimestamp')).getTime() };
}

/** The API says 500 ms by leaving the window out, but LocalStack answers 0 for a mapping that was given none. */
function windowMs({ MaximumBatchingWindowInSeconds: seconds }: EventSourceMappingConfiguration): number {
  return seconds === undefined || seconds === null ? defaultWindowMs : seconds * secondMs;
}

function retryPolicy(config: EventSourceMappingConfiguration, hasDestination: boolean): RetryPolicy {
  const retries = limit(config.MaximumRetryAttempts);
  return {
    retries: retries === Number.POSITIVE_INFINITY && hasDestination ? retriesBeforeDestination : retries,
    recordAgeMs: limit(config.MaximumRecordAgeInSeconds) * secondMs,
    bisect: config.BisectBatchOnFunctionError ?? false,
  };
}

/** In the API, no value and -1 both mean without limit. */
function limit(value: number | undefined): number {
  return value === undefined || value === null || value < 0 ? Number.POSITIVE_INFINITY : value;
}

/** CloudFormation leaves the name of the endpoints' list as templates write it. */
function bootstrapServers({ SelfManagedEventSource }: EventSourceMappingConfiguration): string {
  const endpoints: Record<string, string[]> = SelfManagedEventSource?.Endpoints ?? {};
  const servers = endpoints.KAFKA_BOOTSTRAP_SERVERS ?? endpoints.KafkaBootstrapServers;
  return required(servers?.join(','), 'SelfManagedEventSource.Endpoints.KAFKA_BOOTSTRAP_SERVERS');
}

function refuseUnsupported(config: EventSourceMappingConfiguration): void {
  const unsupported = [
    (config.SelfManagedKafkaEventSourceConfig as { ConsumptionMode?: string } | undefined)?.ConsumptionMode ===
      'Queue' && 'ConsumptionMode Queue',
  ].find((feature) => feature);
  if (unsupported) throw new Error(`${unsupported} is not supported by this poller yet; remove it to run the mapping.`);
}

function required<Value>(value: Value | undefined | null, name: string): Value {
  if (value === undefined || value === null || value === '') {
    throw new Error(`The event source mapping has no ${name}; delete it and create it with one.`);
  }
  return value;
}
