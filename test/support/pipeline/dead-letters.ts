import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from 'kafkajs';
import { type DeadLetter, encodeDeadLetter } from '../../../lambdas/core/dead-letter.ts';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import { deadLetterQueue } from '../../../local/deployment/count-dead-letters.ts';
import { failureRecord } from '../../../local/event-source-mapping/sender/failure-record.ts';
import type { GiveUpCondition } from '../../../local/event-source-mapping/sender/retry-policy.ts';
import type { Settings } from '../../../local/settings.ts';

/** Where a record is in its topic. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
}

const base64 = (value: unknown) => (value == null ? null : Buffer.from(value as Buffer).toString('base64'));

/** A letter as the sink writes it, of a record that is or was in a topic. */
export function sinkLetter(place: RecordPlace, { key, value }: Message, changes: Partial<DeadLetter> = {}): string {
  return encodeDeadLetter({
    ...{ reason: 'INVALID_RECORD', message: 'id: is no user', topic: place.topic, partition: place.partition },
    ...{ offset: place.offset, timestamp: place.timestampMs, key: base64(key), value: base64(value), headers: [] },
    ...{ replays: 0, requestId: randomUUID(), failedAt: new Date().toISOString(), ...changes },
  });
}

/** What the mapping writes of records it gives up: all of one topic. */
export function mappingLetter(places: readonly RecordPlace[], condition: GiveUpCondition = 'RetryAttemptsExhausted') {
  const records = places.map((place) => ({ ...place, json: '', bytes: 0 }));
  const arn = 'arn:aws:kafka:us-east-1:000000000000:cluster/users-pipeline/x';
  const source = { kind: 'aws:kafka', arn, topic: places[0]?.topic ?? '', bootstrapServers: 'b-1:9098' } as const;
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:users-sink';
  const batch = { source, functionArn, condition, invocations: 4, answer: undefined, records, payloadBytes: 100 };
  return JSON.stringify(failureRecord(batch, randomUUID(), Date.now()));
}

/** Empties the pipeline's queue. */
export async function forgetLetters(settings: Settings): Promise<void> {
  const sqs = new SQSClient(awsClientOptions(settings));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  sqs.destroy();
}
