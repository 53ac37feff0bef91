import pRetry from 'p-retry';
import { SchemaRegistryError } from '../errors.ts';
import { mayPass, parseJson, readText } from '../http-answer.ts';
import type { Patience } from './schema-registry.ts';

/** What the registry said, which may be a no. */
export interface RegistryAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

export interface RegistryQuestion {
  readonly method: 'POST' | 'PUT';
  /** Below the registry's address. */
  readonly path: string;
  readonly body: object;
}

export type AskConfluent = (question: RegistryQuestion, signal: AbortSignal) => Promise<RegistryAnswer>;

const maximumAnswerBytes = 1024 * 1024;
const contentType = 'application/vnd.schemaregistry.v1+json';

/** @returns a function that rejects with SchemaRegistryError when a registry at the address gives no usable answer. */
export function confluentClient(url: string, patience: Patience): AskConfluent {
  return (question, signal) =>
    pRetry(() => askOnce(url.replace(/\/+$/, ''), question, patience.timeoutMs, signal), {
      retries: patience.retries,
      minTimeout: patience.firstRetryMs,
      maxTimeout: patience.maxRetryMs,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof SchemaRegistryError && error.retryable,
    });
}

async function askOnce(
  url: string,
  { method, path, body }: RegistryQuestion,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  const { status, text } = await request(url, path, timeoutMs, signal, {
    method,
    headers: { 'content-type': contentType, accept: `${contentType}, application/json` },
    body: JSON.stringify(body),
  });
  if (mayPass(status)) {
    throw new SchemaRegistryError(`The schema registry ${url} answers ${status}. ${remedy}`, { retryable: true });
  }
  const answer = parseJson(text);
  if (answer !== undefined && status !== 401 && status !== 403) return { status, body: answer };
  const message = `${url}${path} answers ${status} with what is no answer of a schema registry: see its address.`;
  throw new SchemaRegistryError(message, { retryable: false });
}

const remedy = 'See that it runs and can be reached from here, then try again.';

async function request(url: string, path: string, timeoutMs: number, signal: AbortSignal, init: RequestInit) {
  try {
    const response = await fetch(`${url}${path}`, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return { status: response.status, text: await readText(response, maximumAnswerBytes, () => tooLong(url)) };
  } catch (cause) {
    if (cause instanceof SchemaRegistryError) throw cause;
    signal.throwIfAborted();
    // Node's fetch says only that it failed; why is the cause of that.
    const { message, code } = ((cause as Error).cause ?? cause) as NodeJS.ErrnoException;
    const text = `The schema registry ${url} cannot be reached: ${message || code}. ${remedy}`;
    throw new SchemaRegistryError(text, { retryable: true, cause });
  }
}

function tooLong(url: string): SchemaRegistryError {
  const message = `The schema registry ${url} answers more than ${maximumAnswerBytes} bytes.`;
  return new SchemaRegistryError(message, { retryable: false });
}
