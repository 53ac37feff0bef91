import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import { compileFilters, type RecordFilter } from '../filter/record-filter.ts';
import { MappingProblem } from '../mapping-problem.ts';
import type { BufferLimits } from '../poller/buffer-limits.ts';
import { KafkajsSource } from '../poller/kafkajs-source.ts';
import { Poller } from '../poller/poller.ts';
import { recordPreparer } from '../processor/prepare-records.ts';
import { Processor } from '../processor/processor.ts';
import { onDemandScaling, provisionedScaling, type ScalingLimits } from '../processor/scaling.ts';
import { eventEnvelope, maxPayloadBytes, serialiseEvent } from '../processor/serialise-event.ts';
import { recordSerialiser } from '../processor/serialise-record.ts';
import type { EventRecord } from '../record.ts';
import { noDestination } from '../sender/destinations/destination.ts';
import { type DestinationClients, openDestination } from '../sender/destinations/open-destination.ts';
import { lambdaInvoker } from '../sender/invoke-function.ts';
import { Sender } from '../sender/sender.ts';
import type { EventSource } from '../source.ts';
import type { FindBootstrapServers } from './bootstrap-servers.ts';
import type { Mapping } from './mapping.ts';

export interface PollerTuning {
  /** Of a mapping on demand. */
  readonly concurrentInvocations: number;
  /** Of records waiting for a batch, for each mapping. */
  readonly bufferBytes: number;
  /** Between attempts at the same records, and at the on-failure destination. */
  readonly retryBackoff: Backoff;
}

export interface PollerClients extends DestinationClients {
  readonly lambda: LambdaClient;
  readonly findBootstrapServers: FindBootstrapServers;
}

export type OpenPoller = (mapping: Mapping, activity: Activity) => Promise<Poller>;

const fetchBytesPerPartition = 1024 * 1024;
// A full batch waits while another is under way; more would only hold memory.
const bufferBytesPerPartition = 8 * 1024 * 1024;
const enoughBatches = 2;
const enoughBytes = 2 * fetchBytesPerPartition;
const commitBackoff: Backoff = { firstMs: 100, maxMs: 2000 };

/** Puts a mapping's parts together: poller -> processor -> sender. The poller that comes back is not started. */
export function pollerOpener(clients: PollerClients, tuning: PollerTuning): OpenPoller {
  return async (mapping, activity) => {
    const source = await describeSource(mapping, clients.findBootstrapServers);
    const envelope = eventEnvelope(source);
    const { retryPolicy, readsBatchResponse, functionArn, onFailureArn } = mapping;
    const { retryBackoff: backoff, concurrentInvocations, bufferBytes } = tuning;
    const log = (line: string) => activity.log(line);
    const serialise = (records: readonly EventRecord[]) => serialiseEvent(envelope, records);
    const access = { brokers: source.bootstrapServers.split(',') };
    const destination = onFailureArn
      ? openDestination(onFailureArn, mapping, { clients, kafka: access, serialise, backoff, activity })
      : noDestination;

    const prepare = recordPreparer({
      decode: (record) => record,
      isUndecodable: () => true,
      matches: recordFilter(mapping),
      serialise: recordSerialiser(mapping.topic),
      backoff,
      activity,
    });

    const kafka = new KafkajsSource({
      ...access,
      topic: mapping.topic,
      groupId: mapping.groupId,
      fallbackToEarliest: mapping.startingPosition.kind !== 'LATEST',
      fetchBytesPerPartition,
      log,
    });
    const createProcessor: ConstructorParameters<typeof Poller>[1]['createProcessor'] = (onProgress, onQueueChange) =>
      new Processor(
        {
          envelope,
          limits: { records: mapping.batchSize, bytes: maxPayloadBytes },
          windowMs: mapping.windowMs,
          scaling: scalingLimits(mapping, concurrentInvocations),
        },
        {
          prepare,
          createSender: (slots) =>
            new Sender(
              { functionArn, source, retryPolicy, readsBatchResponse, backoff },
              {
                invoke: lambdaInvoker(clients.lambda),
                serialise: (records) => Buffer.from(serialise(records)),
                destination,
                slots,
                activity,
              },
            ),
          onProgress,
          onQueueChange,
          activity,
        },
      );
    const buffer: BufferLimits = {
      bytes: bufferBytes,
      bytesPerPartition: bufferBytesPerPartition,
      enough: { records: enoughBatches * mapping.batchSize, bytes: enoughBytes },
    };
    return new Poller(
      { startingPosition: mapping.startingPosition, buffer, commitBackoff },
      { source: kafka, createProcessor, activity },
    );
  };
}

function recordFilter({ filterCriteria, topic }: Mapping): RecordFilter {
  try {
    return compileFilters(filterCriteria, topic) ?? (() => true);
  } catch (error) {
    throw new MappingProblem('ESM_CONFIG_NOT_VALID', (error as Error).message, { cause: error });
  }
}

function scalingLimits({ provisionedPollers }: Mapping, concurrentInvocations: number): ScalingLimits {
  return provisionedPollers === undefined
    ? onDemandScaling(concurrentInvocations)
    : provisionedScaling(provisionedPollers.minimum, provisionedPollers.maximum);
}

async function describeSource(mapping: Mapping, findBootstrapServers: FindBootstrapServers): Promise<EventSource> {
  const bootstrapServers = await findBootstrapServers(mapping.cluster);
  return 'arn' in mapping.cluster
    ? { kind: 'aws:kafka', arn: mapping.cluster.arn, bootstrapServers, topic: mapping.topic }
    : { kind: 'SelfManagedKafka', bootstrapServers, topic: mapping.topic };
}
