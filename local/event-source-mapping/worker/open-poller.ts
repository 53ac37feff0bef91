import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { FindKafkaAccess } from '../access/find-kafka-access.ts';
import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import type { BufferLimits } from '../poller/buffer-limits.ts';
import { KafkajsSource } from '../poller/kafkajs-source.ts';
import { Poller } from '../poller/poller.ts';
import { Processor } from '../processor/processor.ts';
import { eventEnvelope, maxPayloadBytes, serialiseEvent } from '../processor/serialise-event.ts';
import { recordSerialiser } from '../processor/serialise-record.ts';
import { noDestination, sqsDestination } from '../sender/failure-destination.ts';
import { lambdaInvoker } from '../sender/invoke-function.ts';
import { Sender } from '../sender/sender.ts';
import type { EventSource } from '../source.ts';
import type { Mapping } from './mapping.ts';

export interface PollerTuning {
  readonly concurrentInvocations: number;
  /** Of records waiting for a batch, for each mapping. */
  readonly bufferBytes: number;
  /** Between attempts at the same records, and at the on-failure destination. */
  readonly retryBackoff: Backoff;
}

export const defaultTuning: PollerTuning = {
  concurrentInvocations: 2,
  bufferBytes: 64 * 1024 * 1024,
  retryBackoff: { firstMs: 100, maxMs: 10_000 },
};

export interface PollerClients {
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly findKafkaAccess: FindKafkaAccess;
}

export type OpenPoller = (mapping: Mapping, activity: Activity) => Promise<Poller>;

const fetchBytesPerPartition = 1024 * 1024;
// A full batch waits while another is under way; more would only hold memory.
const bufferBytesPerPartition = 8 * 1024 * 1024;
const enoughBatches = 2;
const enoughBytes = 2 * fetchBytesPerPartition;
const commitBackoff: Backoff = { firstMs: 100, maxMs: 2000 };

/** Puts a mapping's parts together: poller -> processor -> sender. The poller that comes back is not started. */
export function pollerOpener(clients: PollerClients, tuning: PollerTuning = defaultTuning): OpenPoller {
  return async (mapping, activity) => {
    const access = await clients.findKafkaAccess(mapping.cluster, mapping.accessSettings);
    const source = describeSource(mapping, access.brokers);
    const envelope = eventEnvelope(source);
    const { retryPolicy, readsBatchResponse, functionArn, onFailureArn } = mapping;
    const { retryBackoff: backoff, concurrentInvocations, bufferBytes } = tuning;
    const log = (line: string) => activity.log(line);
    const giveUp = onFailureArn ? sqsDestination(clients.sqs, onFailureArn, backoff, log) : noDestination;

    const kafka = new KafkajsSource({
      access,
      topic: mapping.topic,
      groupId: mapping.groupId,
      fallbackToEarliest: mapping.startingPosition.kind !== 'LATEST',
      fetchBytesPerPartition,
      log,
    });
    const createProcessor: ConstructorParameters<typeof Poller>[1]['createProcessor'] = (onProgress, onTaken) =>
      new Processor(
        {
          envelope,
          limits: { records: mapping.batchSize, bytes: maxPayloadBytes },
          windowMs: mapping.windowMs,
          concurrentInvocations,
        },
        {
          serialise: recordSerialiser(mapping.topic),
          createSender: (slots) =>
            new Sender(
              { functionArn, source, retryPolicy, readsBatchResponse, backoff },
              {
                invoke: lambdaInvoker(clients.lambda),
                serialise: (records) => Buffer.from(serialiseEvent(envelope, records)),
                giveUp,
                slots,
                activity,
              },
            ),
          onProgress,
          onTaken,
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

function describeSource(mapping: Mapping, brokers: readonly string[]): EventSource {
  const bootstrapServers = brokers.join(',');
  return 'arn' in mapping.cluster
    ? { kind: 'aws:kafka', arn: mapping.cluster.arn, bootstrapServers, topic: mapping.topic }
    : { kind: 'SelfManagedKafka', bootstrapServers, topic: mapping.topic };
}
