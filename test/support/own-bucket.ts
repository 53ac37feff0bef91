import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientSettings } from './client-settings.ts';

export interface OwnBucket {
  readonly name: string;
  keys(): Promise<string[]>;
  get(key: string): Promise<Buffer>;
  put(key: string, body: string | Buffer): Promise<void>;
}

/** An empty bucket for one test file, gone after it. */
export function ownBucket(prefix: string): OwnBucket {
  const name = `${prefix}-${randomUUID()}`;
  const s3 = new S3Client({ ...clientSettings(), forcePathStyle: true });

  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: name }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };

  beforeAll(async () => void (await s3.send(new CreateBucketCommand({ Bucket: name }))));

  afterAll(async () => {
    for (const Key of await keys()) await s3.send(new DeleteObjectCommand({ Bucket: name, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket: name }));
    s3.destroy();
  });

  return {
    name,
    keys,
    async get(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    put: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket: name, Key, Body }))),
  };
}
