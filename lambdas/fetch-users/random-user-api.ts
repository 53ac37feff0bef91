import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import * as z from 'zod/mini';
import { ApiError } from '../core/errors.ts';
import { mayPass, parseJson, readText } from '../core/http-answer.ts';
import { toUser, usedFields } from './api-user.ts';
import type { Page } from './plan-pages.ts';
import type { FetchPage, UserSource } from './user-source.ts';

export interface RandomUserApiOptions {
  /** Such as https://randomuser.me/api/ */
  readonly url: string;
  /** For one request and its answer. */
  readonly timeoutMs: number;
  readonly retries: number;
  /** The first wait between two attempts; each next one is twice as long, and by chance up to twice that. */
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
}

/** Many times what 5,000 usual users take; an answer without end must not fill the memory. */
const maximumAnswerBytes = 64 * 1024 * 1024;

const answerSchema = z.union([z.object({ results: z.array(z.unknown()) }), z.object({ error: z.string() })]);

/** The users of randomuser.me, whose seed follows from the date: the same seed and page give the same users. */
export function randomUserApi(options: RandomUserApiOptions): UserSource {
  const fetchPage: FetchPage = (date, page, signal) =>
    pRetry(() => askOnce(options, `users-${date}`, page, signal), {
      retries: options.retries,
      minTimeout: options.firstRetryMs,
      maxTimeout: options.maxRetryMs,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof ApiError && error.retryable,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        const ms = error instanceof ApiError && error.retryable && retriesLeft > 0 ? error.retryAfterMs : 0;
        await wait(Math.min(ms, options.maxRetryMs), undefined, { signal }).catch(() => signal.throwIfAborted());
      },
    });
  return { fetchPage, toUser };
}

async function askOnce({ url, timeoutMs }: RandomUserApiOptions, seed: string, page: Page, signal: AbortSignal) {
  const address = new URL(url);
  const query = { results: page.size, page: page.number, seed, inc: usedFields.join(',') };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
  const place = `${address.origin}${address.pathname} page ${page.number}`;
  const { status, retryAfter, body } = await get(
    place,
    address,
    AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  );
  const answer = answerSchema.safeParse(parseJson(body));
  if (answer.success && 'error' in answer.data) {
    throw new ApiError(`${place} answered ${status} with an error: ${excerpt(answer.data.error)}`, {
      retryable: status === 200 || mayPass(status),
      retryAfterMs: retryAfter,
    });
  }
  if (status !== 200) {
    throw new ApiError(`${place} answered ${status}.`, { retryable: mayPass(status), retryAfterMs: retryAfter });
  }
  if (!answer.success || !('results' in answer.data)) {
    throw new ApiError(`${place} answered 200 with what is no page of users: ${excerpt(body)}`, { retryable: true });
  }
  const { results } = answer.data;
  if (results.length === page.size) return results;
  throw new ApiError(`${place} gave ${results.length} users instead of ${page.size}.`, { retryable: true });
}

async function get(place: string, address: URL, signal: AbortSignal) {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
    const retryAfter = readRetryAfter(response.headers.get('retry-after'), Date.now());
    return {
      status: response.status,
      retryAfter,
      body: await readText(response, maximumAnswerBytes, () => tooLong(place)),
    };
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    const { message, cause: inner } = cause as Error;
    const why = inner instanceof Error ? inner.message || (inner as NodeJS.ErrnoException).code : message;
    throw new ApiError(`${place} cannot be reached: ${why}`, { retryable: true, cause });
  }
}

function tooLong(place: string): ApiError {
  return new ApiError(`${place} answered more than ${maximumAnswerBytes} bytes.`, { retryable: false });
}

/** Of the header Retry-After, in seconds or as a date. @returns milliseconds; 0 when it says nothing. */
export function readRetryAfter(header: string | null, nowMs: number): number {
  if (!header) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
