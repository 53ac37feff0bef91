import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { type Backoff, backoffMs } from '../../backoff.ts';
import { SchemaRegistryProblem } from '../schema-problem.ts';
import type { RegistryAccess } from './registry-access.ts';

/**
 * Asks the registry for a path below its address.
 * @returns the JSON of the answer; undefined where the registry says that there is no such schema.
 * @throws SchemaRegistryProblem when there is no usable answer after some tries, Error when the answer is too long.
 */
export type AskRegistry = (path: string) => Promise<unknown>;

export interface RegistryClient {
  readonly ask: AskRegistry;
  /** Ends the connections; what is being asked rejects. */
  close(): void;
}

export interface RegistryClientOptions {
  readonly url: URL;
  readonly access: RegistryAccess;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly backoff: Backoff;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const maxAnswerBytes = 1024 * 1024;
const maxConnections = 8;

export function registryClient({ url, access, timeoutMs, attempts, backoff }: RegistryClientOptions): RegistryClient {
  const closing = new AbortController();
  const { request, Agent } = url.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: maxConnections, ...access.tls });
  const headers = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
    ...(access.authorization && { authorization: access.authorization }),
  };
  const base = url.href.replace(/\/+$/, '');
  const get = (path: string): Promise<Answer> => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    return new Promise((resolve, reject) => {
      const sent = request(`${base}${path}`, { agent, headers, signal });
      sent.on('error', reject).on('response', (response) => readAnswer(response).then(resolve, reject));
      sent.end();
    });
  };

  const ask: AskRegistry = async (path) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return read(await get(path), `${base}${path}`);
      } catch (error) {
        if (error instanceof AnswerTooLong) throw error;
        if (attempt >= attempts || closing.signal.aborted || error instanceof Refusal)
          throw problem(base, error as Error);
      }
      await wait(backoffMs(backoff, attempt), undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };

  return {
    ask,
    close: () => {
      closing.abort();
      agent.destroy();
    },
  };
}

/** What the registry says no to and would again. */
class Refusal extends Error {}

class AnswerTooLong extends Error {}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new AnswerTooLong(`it is longer than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}

function read({ status, text }: Answer, address: string): unknown {
  if (status >= 200 && status < 300) return JSON.parse(text);
  if (status === 404 && saysNotFound(text)) return undefined;
  const message = `${address} answers ${status}`;
  if (status >= 500 || status === 429) throw new Error(message);
  if (status === 401 || status === 403)
    throw new Refusal(`${message}: see the AccessConfigs of its SchemaRegistryConfig`);
  throw new Refusal(`${message}: see its SchemaRegistryURI`);
}

/** A registry has codes of its own for a schema, subject or version that it lacks; an address that is none's has not. */
function saysNotFound(text: string): boolean {
  try {
    const { error_code: code } = JSON.parse(text) as { error_code?: unknown };
    return typeof code === 'number' && code >= 40_401 && code <= 40_403;
  } catch {
    return false;
  }
}

function problem(base: string, cause: Error): SchemaRegistryProblem {
  return new SchemaRegistryProblem(`The schema registry ${base} cannot be asked: ${describe(cause)}`, { cause });
}

function describe(error: Error): string {
  // Node wraps the end of the time in an error that only says that something was aborted.
  if ((error.cause as Error | undefined)?.name === 'TimeoutError') return 'it does not answer in time';
  return error.message || String((error as { code?: string }).code);
}
