import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ValueObjects } from './send-dead-letters.ts';

/** The bucket of that name. Nothing is tried again here: the sender does that. */
export function s3ValueObjects(bucket: string): ValueObjects {
  const client = new S3Client({
    maxAttempts: 1,
    // An endpoint that the environment names need not have a host for each bucket.
    forcePathStyle: true,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  return {
    bucket,
    async put(Key, Body, abortSignal) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }), { abortSignal });
    },
  };
}
