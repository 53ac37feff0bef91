import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { FindKafkaAccess } from '../access/find-kafka-access.ts';
import type { KafkaAccess } from '../access/kafka-access.ts';
import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import type { BufferLimits } from '../poller/buffer-limits.ts';
import { KafkajsSource } from '../poller/kafkajs-source.ts';
import { Poller, type PollerPorts } from '../poller/poller.ts';
import { Processor } from '../processor/processor.ts';
import { onDemandScaling, provisionedScaling, type ScalingLimits } from '../processor/scaling.ts';
import { eventEnvelope, maxPayloadBytes, serialiseEvent } from '../processor/serialise-event.ts';
import type { EventRecord } from '../record.ts';
import type { SchemaRegistryPorts } from '../schema-registry/open-schema-registry.ts';
import { noDestination } from '../sender/destinations/destination.ts';
import { type DestinationClients, openDestination } from '../sender/destinations/open-destination.ts';
import { lambdaInvoker } from '../sender/invoke-function.ts';
import { Sender } from '../sender/sender.ts';
import type { EventSource } from '../source.ts';
import { StatusReport } from '../system-log/status-report.ts';
import type { Mapping } from './mapping.ts';
import { openPreparation, type Preparation } from './open-preparation.ts';

export interface PollerTuning {
  /** Of a mapping on demand. */
  readonly concurrentInvocations: number;
  /** Of records waiting for a batch, for each mapping. */
  readonly bufferBytes: number;
  /** Between attempts at the same records, at the on-failure destination and at the schema registry. */
  readonly retryBackoff: Backoff;
}

export interface PollerClients extends DestinationClients, SchemaRegistryPorts {
  readonly lambda: LambdaClient;
  readonly findKafkaAccess: FindKafkaAccess;
}

export type OpenPoller = (mapping: Mapping, activity: Activity) => Promise<Poller>;

const fetchBytesPerPartition = 1024 * 1024;
// A full batch waits while another is under way; more would only hold memory.
const bufferBytesPerPartition = 8 * 1024 * 1024;
const enoughBatches = 2;
const enoughBytes = 2 * fetchBytesPerPartition;
// AWS tells each minute; nobody wants to wait for that on a laptop.
const offsetsEveryMs = 10_000;
const commitBackoff: Backoff = { firstMs: 100, maxMs: 2000 };

/** Puts a mapping's parts together: poller -> processor -> sender. The poller that comes back is not started. */
export function pollerOpener(clients: PollerClients, tuning: PollerTuning): OpenPoller {
  return async (mapping, activity) => {
    const access = await clients.findKafkaAccess(mapping.cluster, mapping.accessSettings);
    const parts: Parts = { mapping, activity, clients, tuning, access, source: describeSource(mapping, access) };
    const preparation = await openPreparation(mapping, clients, tuning.retryBackoff, activity);
    const buffer: BufferLimits = {
      bytes: tuning.bufferBytes,
      bytesPerPartition: bufferBytesPerPartition,
      enough: { records: enoughBatches * mapping.batchSize, bytes: enoughBytes },
    };
    const source = kafkaSource(parts);
    const report = openReport(parts, source);
    const poller = new Poller(
      { startingPosition: mapping.startingPosition, buffer, commitBackoff },
      {
        source,
        createProcessor: processorCreator(parts, preparation),
        activity,
        onAssigned: (memberId, partitions) => report?.assigned(memberId, partitions),
        release: () => {
          report?.stop();
          preparation.close();
        },
      },
    );
    report?.start(() => poller.positions, offsetsEveryMs);
    return poller;
  };
}

interface Parts {
  readonly mapping: Mapping;
  readonly activity: Activity;
  readonly clients: PollerClients;
  readonly tuning: PollerTuning;
  readonly access: KafkaAccess;
  readonly source: EventSource;
}

function kafkaSource({ mapping, access, activity }: Parts): KafkajsSource {
  return new KafkajsSource({
    access,
    topic: mapping.topic,
    groupId: mapping.groupId,
    fallbackToEarliest: mapping.startingPosition.kind !== 'LATEST',
    fetchBytesPerPartition,
    log: (line) => activity.warn('OFFSET_OUT_OF_RANGE', line),
  });
}

/** Undefined for a mapping without a system log. */
function openReport({ mapping, activity, access }: Parts, source: KafkajsSource): StatusReport | undefined {
  const { topic, groupId } = mapping;
  return activity.systemLog && new StatusReport({ topic, groupId, access, source, log: activity.systemLog });
}

function processorCreator(parts: Parts, { prepare }: Preparation): PollerPorts['createProcessor'] {
  const { mapping, activity, clients, tuning, access, source } = parts;
  const { functionArn, retryPolicy, readsBatchResponse, onFailureArn } = mapping;
  const backoff = tuning.retryBackoff;
  const envelope = eventEnvelope(source);
  const serialise = (records: readonly EventRecord[]) => serialiseEvent(envelope, records);
  const destination = onFailureArn
    ? openDestination(onFailureArn, mapping, {
        clients,
        kafka: access,
        serialise: (records) => serialise(records).toString(),
        backoff,
        activity,
      })
    : noDestination;
  const senderPorts = {
    invoke: lambdaInvoker(clients.lambda),
    serialise,
    destination,
    activity,
  };
  const senderOptions = { functionArn, source, retryPolicy, readsBatchResponse, backoff };
  const options = {
    envelope,
    limits: { records: mapping.batchSize, bytes: maxPayloadBytes },
    windowMs: mapping.windowMs,
    scaling: scalingLimits(mapping, tuning.concurrentInvocations),
  };
  return (onProgress, onQueueChange) =>
    new Processor(options, {
      prepare,
      createSender: (slots) => new Sender(senderOptions, { ...senderPorts, slots }),
      onProgress,
      onQueueChange,
      activity,
    });
}

function scalingLimits({ provisionedPollers }: Mapping, concurrentInvocations: number): ScalingLimits {
  return provisionedPollers === undefined
    ? onDemandScaling(concurrentInvocations)
    : provisionedScaling(provisionedPollers.minimum, provisionedPollers.maximum, concurrentInvocations);
}

function describeSource({ cluster, topic }: Mapping, { brokers }: KafkaAccess): EventSource {
  const bootstrapServers = brokers.join(',');
  return 'arn' in cluster
    ? { kind: 'aws:kafka', arn: cluster.arn, bootstrapServers, topic }
    : { kind: 'SelfManagedKafka', bootstrapServers, topic };
}
