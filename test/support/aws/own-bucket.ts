import { randomUUID } from 'node:crypto';
import { s3Bucket, type TestBucket } from './s3-bucket.ts';

export type OwnBucket = Omit<TestBucket, 'create' | 'delete'>;

/** An empty bucket for one test file, gone after it. */
export function ownBucket(prefix: string): OwnBucket {
  const bucket = s3Bucket(`${prefix}-${randomUUID()}`);
  beforeAll(() => bucket.create());
  afterAll(() => bucket.delete());
  return bucket;
}
