import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientSettings } from '../stack/client-settings.ts';

/** A bucket of the tests' LocalStack. */
export interface TestBucket {
  readonly name: string;
  create(): Promise<void>;
  keys(): Promise<string[]>;
  get(key: string): Promise<Buffer>;
  put(key: string, body: string | Buffer): Promise<void>;
  /** With all that is in it; nothing can be asked of it afterwards. */
  delete(): Promise<void>;
}

export function s3Bucket(name: string): TestBucket {
  const Bucket = name;
  const s3 = new S3Client({ ...clientSettings(), forcePathStyle: true });

  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };

  return {
    name,
    keys,
    create: async () => void (await s3.send(new CreateBucketCommand({ Bucket }))),
    async get(Key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    put: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    async delete() {
      for (const Key of await keys()) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
      await s3.send(new DeleteBucketCommand({ Bucket }));
      s3.destroy();
    },
  };
}
