import { isUtf8 } from 'node:buffer';
import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import pRetry from 'p-retry';
import { ApiError } from '../../lambdas/core/errors.ts';
import { mayPass } from '../../lambdas/core/http-answer.ts';
import { maximumPageSize } from '../../lambdas/fetch-users/plan-pages.ts';
import type { FetchPage, UserSource } from '../../lambdas/fetch-users/user-source.ts';
import { toUser } from './customer.ts';

/** Many times what 5,000 usual customers take; an object without end must not fill the memory. */
const maximumBytes = 64 * 1024 * 1024;
const timeoutMs = 60_000;
const patience = { retries: 5, minTimeout: 500, maxTimeout: 30_000, randomize: true };

/**
 * The customers of a date as lines of JSON in S3, a page an object: 2026-03-01/1.jsonl, 2026-03-01/2.jsonl and so on. Each
 * has 5,000 lines but the last one. What is there for a date must not change: a run may read a part of it later.
 */
export function customerFiles(client: Pick<S3Client, 'send'>, bucket: string): UserSource {
  const fetchPage: FetchPage = async (date, { number, size }, signal) => {
    const place = { Bucket: bucket, Key: `${date}/${number}.jsonl` };
    const lines = await pRetry(() => readLines(client, place, signal), {
      ...patience,
      signal,
      shouldRetry: ({ error }) => error instanceof ApiError && error.retryable,
    });
    if (lines === undefined && number === 1) {
      throw permanent(place, "is not there: put the date's customers there, and run the date again");
    }
    return (lines ?? []).slice(0, size);
  };
  return { fetchPage, toUser };
}

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** @returns undefined where there is no object. @throws ApiError, or the signal's reason */
async function readLines(client: Pick<S3Client, 'send'>, place: Place, signal: AbortSignal) {
  const bytes = await readObject(client, place, signal);
  if (bytes === undefined) return undefined;
  // Bytes that are no text would become another text.
  if (!isUtf8(bytes)) throw permanent(place, 'is not in UTF-8');
  const lines = bytes.toString('utf8').split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length <= maximumPageSize) return filled;
  throw permanent(place, `has ${filled.length} lines, and ${maximumPageSize} are a page: cut it into more objects`);
}

async function readObject(client: Pick<S3Client, 'send'>, place: Place, signal: AbortSignal) {
  try {
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand(place), { abortSignal });
    if (ContentLength > maximumBytes) throw permanent(place, `has more than ${maximumBytes} bytes`);
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ApiError) throw cause;
    if (cause instanceof NoSuchKey) return undefined;
    const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
    const message = `${nameOf(place)} cannot be read: ${(cause as Error).message}`;
    throw new ApiError(message, { retryable: status === undefined || mayPass(status), cause });
  }
}

function permanent(place: Place, problem: string): ApiError {
  return new ApiError(`${nameOf(place)} ${problem}.`, { retryable: false });
}

function nameOf({ Bucket, Key }: Place): string {
  return `s3://${Bucket}/${Key}`;
}
