import { S3Client } from '@aws-sdk/client-s3';

/** A client that tries nothing again: whoever asks knows for how long that makes sense. */
export function createS3Client(): S3Client {
  return new S3Client({
    maxAttempts: 1,
    // An endpoint that the environment names need not have a host for each bucket.
    forcePathStyle: true,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}
