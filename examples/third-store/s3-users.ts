import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { UserChange } from '../../lambdas/sink-users/read-records.ts';
import type { UserStore } from '../../lambdas/sink-users/user-store.ts';
import { toLine } from './user-lines.ts';

/** Of one batch, whose records may be of many partitions. */
const concurrentRequests = 8;

/**
 * Users as lines of JSON in S3: of each batch one object a partition. Nothing that is there is ever changed, so older
 * lines of a user stay beside the newest one, and `latestUsers` says which of them counts.
 */
export function s3Users(client: Pick<S3Client, 'send'>, bucket: string): UserStore {
  return {
    name: 'S3',
    // All of a batch: a mapping hands over 10,000 records at most, and Lambda's event holds 6 MB.
    chunk: { items: 10_000, bytes: 64 * 1024 * 1024 },
    concurrency: 1,
    async write(changes, deadline) {
      const limit = pLimit(concurrentRequests);
      const put = async (own: readonly UserChange[]) => {
        const command = new PutObjectCommand({ Bucket: bucket, ContentType: 'application/x-ndjson', ...objectOf(own) });
        await client.send(command, { abortSignal: deadline });
      };
      const ofPartition = Map.groupBy(changes, ({ place }) => place.partition);
      await Promise.all([...ofPartition.values()].map((own) => limit(put, own)));
    },
    // All else is waited for: S3 that is away or busy, and a bucket or a right that is missing.
    isRefusal: (error) => error instanceof S3ServiceException && error.name === 'EntityTooLarge',
  };
}

/**
 * The object of a partition's changes. A batch that comes again has the same key and the same lines. The first offset
 * alone would not do: of a batch of which some records failed only these come again, and their object would take the
 * place of all the others' lines. So the key says what is in it.
 */
function objectOf(changes: readonly UserChange[]): { readonly Key: string; readonly Body: string } {
  const inOrder = changes.toSorted((a, b) => a.place.offset - b.place.offset);
  const Body = inOrder.map(toLine).join('');
  const { partition, offset } = (inOrder[0] as UserChange).place;
  const hash = createHash('sha256').update(Body).digest('hex').slice(0, 16);
  // As many digits as an offset can have, so that names are in the order of the records.
  return { Key: `${partition}/${String(offset).padStart(19, '0')}-${hash}.jsonl`, Body };
}
