import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { KafkaAccess } from '../../access/kafka-access.ts';
import type { Activity } from '../../activity.ts';
import type { Backoff } from '../../backoff.ts';
import type { EventRecord } from '../../record.ts';
import { awsDestination } from './aws-destination.ts';
import type { Destination } from './destination.ts';
import { kafkaDestination } from './kafka-destination.ts';
import { kafkaTopic } from './kafka-topic.ts';
import { parseDestination } from './parse-destination.ts';
import { s3Bucket } from './s3-bucket.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueue } from './sqs-queue.ts';

export interface DestinationClients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
}

export interface DestinationPorts {
  readonly clients: DestinationClients;
  /** To the cluster that the records come from. */
  readonly kafka: KafkaAccess;
  /** The event with these records. */
  readonly serialise: (records: readonly EventRecord[]) => string;
  /** Between attempts at a destination that cannot be reached. */
  readonly backoff: Backoff;
  readonly activity: Activity;
}

/**
 * The destination that a mapping names by ARN or kafka://topic; it connects when the first records come.
 * @throws MappingProblem for one that the mapping cannot have.
 */
export function openDestination(
  name: string,
  mapping: { readonly uuid: string; readonly topic: string },
  { clients, kafka, serialise, backoff, activity }: DestinationPorts,
): Destination {
  const destination = parseDestination(name, mapping.topic);
  const rules = {
    destination: name,
    backoff,
    log: (line: string) => activity.warn('OnFailureDestinationDeliveryError', line),
    onFailure: () => {
      activity.counts.destinationErrors += 1;
    },
  };
  switch (destination.kind) {
    case 'sqs':
      return awsDestination(sqsQueue(clients.sqs, destination.arn), rules);
    case 'sns':
      return awsDestination(snsTopic(clients.sns, destination.arn), rules);
    case 's3':
      return awsDestination(s3Bucket(clients.s3, destination.bucket, mapping.uuid, serialise), rules);
    case 'kafka':
      return kafkaDestination(kafkaTopic(kafka, destination.topic), serialise, rules);
  }
}
