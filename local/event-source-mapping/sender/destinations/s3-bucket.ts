import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { EventRecord } from '../../record.ts';
import { failureRecord, type GivenUpBatch } from '../failure-record.ts';
import type { PrepareWrite } from './aws-destination.ts';

/** Puts failure records into a bucket, each as an object of its own, with the event that failed. */
export function s3Bucket(
  client: S3Client,
  bucket: string,
  mappingUuid: string,
  serialise: (records: readonly EventRecord[]) => string,
): PrepareWrite {
  return (batch) => {
    const nowMs = Date.now();
    const object = {
      Bucket: bucket,
      Key: objectKey(mappingUuid, randomUUID(), nowMs),
      Body: JSON.stringify(failureObject(batch, serialise(batch.records), randomUUID(), nowMs)),
      ContentType: 'application/json',
    };
    return () => client.send(new PutObjectCommand(object));
  };
}

/** What Lambda writes to a bucket: the failure record, and the whole event as text. */
export function failureObject(batch: GivenUpBatch, event: string, requestId: string, nowMs: number): object {
  return { ...failureRecord(batch, requestId, nowMs), payload: event };
}

/** The name that streams' failures have, without their shard, since a batch may be of several partitions. */
export function objectKey(mappingUuid: string, id: string, nowMs: number): string {
  const [day = '', time = ''] = new Date(nowMs).toISOString().split('T');
  return `aws/lambda/${mappingUuid}/${day.replaceAll('-', '/')}/${day}T${time.slice(0, 8).replaceAll(':', '.')}-${id}`;
}
