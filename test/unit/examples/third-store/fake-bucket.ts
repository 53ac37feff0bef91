import { setImmediate as turn } from 'node:timers/promises';
import { type PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

/** What S3 says of a request. */
export function s3Error(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

/** A bucket in memory. @param refuse is asked for the error of each write, by the object's text and how many came before. */
export function fakeBucket(refuse: (text: string, earlier: number) => Error | undefined = () => undefined) {
  const objects = new Map<string, string>();
  const puts: string[] = [];
  const underWay = { now: 0, most: 0 };
  const send = async ({ input }: PutObjectCommand, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    const { Key = '', Body } = input;
    const earlier = puts.push(Key) - 1;
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    await turn();
    underWay.now -= 1;
    abortSignal?.throwIfAborted();
    const error = refuse(String(Body), earlier);
    if (error) throw error;
    objects.set(Key, String(Body));
  };
  return { client: { send } as unknown as Pick<S3Client, 'send'>, objects, puts, underWay };
}
