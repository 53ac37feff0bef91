import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createS3Client } from '../core/clients/s3.ts';
import type { ValueObjects } from './send-dead-letters.ts';

/** The bucket of that name. Nothing is tried again here: the sender does that. */
export function s3ValueObjects(bucket: string): ValueObjects {
  const client = createS3Client();
  return {
    bucket,
    async put(Key, Body, abortSignal) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }), { abortSignal });
    },
  };
}
