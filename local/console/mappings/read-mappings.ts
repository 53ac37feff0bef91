import type { EventSourceMappingConfiguration, LambdaClient } from '@aws-sdk/client-lambda';
import { listMappings } from '../../event-source-mapping/clients.ts';
import { functionName } from '../../event-source-mapping/function-name.ts';
import type { Health } from '../../event-source-mapping/health.ts';
import type { MappingsAnswer, MappingView } from './answers.ts';

type PollerHealth = Pick<Health, 'mappings'>;

/** All Kafka mappings of the endpoint, with the poller's numbers where it answers. */
export async function readMappings(
  lambda: LambdaClient,
  readPoller: () => Promise<PollerHealth>,
): Promise<MappingsAnswer> {
  const [configurations, poller] = await Promise.all([
    listMappings(lambda),
    readPoller().catch((error: Error) => ({ problem: error.message, mappings: [] })),
  ]);
  const mappings = configurations.filter(isOfKafka).map((configuration) => mappingView(configuration, poller));
  mappings.sort((one, other) => one.functionName.localeCompare(other.functionName));
  return { mappings, pollerProblem: 'problem' in poller ? poller.problem : null };
}

function isOfKafka({ Topics }: EventSourceMappingConfiguration): boolean {
  return Topics !== undefined && Topics.length > 0;
}

/** Undefined values are left out of the whole configuration, as JSON does it. */
function mappingView(configuration: EventSourceMappingConfiguration, { mappings }: PollerHealth): MappingView {
  const { UUID = '', FunctionArn, Topics = [], EventSourceArn, SelfManagedEventSource } = configuration;
  const { AmazonManagedKafkaEventSourceConfig: managed, SelfManagedKafkaEventSourceConfig: selfManaged } =
    configuration;
  const numbers = mappings.find(({ uuid }) => uuid === UUID);
  return {
    uuid: UUID,
    functionName: functionName(FunctionArn),
    topics: Topics,
    source: EventSourceArn ?? SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS?.join(', ') ?? '',
    state: configuration.State ?? '',
    reason: configuration.StateTransitionReason ?? null,
    lastResult: configuration.LastProcessingResult ?? null,
    lastModified: configuration.LastModified?.toISOString() ?? null,
    batchSize: configuration.BatchSize ?? null,
    batchingWindowSeconds: configuration.MaximumBatchingWindowInSeconds ?? 0,
    startingPosition: configuration.StartingPosition ?? null,
    groupId: managed?.ConsumerGroupId ?? selfManaged?.ConsumerGroupId ?? null,
    retryAttempts: configuration.MaximumRetryAttempts ?? null,
    bisects: configuration.BisectBatchOnFunctionError ?? false,
    onFailure: configuration.DestinationConfig?.OnFailure?.Destination ?? null,
    configuration: { ...configuration },
    numbers: numbers
      ? {
          lag: numbers.lag,
          inFlight: numbers.inFlight,
          buffered: numbers.buffered,
          pollers: numbers.pollers,
          counts: { ...numbers.counts },
        }
      : null,
  };
}
