import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request, or leaves it without an answer. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

export interface AnsweringServer extends AsyncDisposable {
  readonly url: string;
  /** What was asked for, in order. */
  readonly requests: readonly {
    readonly url: URL;
    readonly headers: IncomingMessage['headers'];
    readonly atMs: number;
  }[];
}

/** A server on this machine that gives the answers in turn, and the last one for ever. */
export async function answeringServer(...answers: readonly Answer[]): Promise<AnsweringServer> {
  const requests: AnsweringServer['requests'][number][] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({
      url: new URL(request.url ?? '', 'http://host'),
      headers: request.headers,
      atMs: performance.now(),
    });
    answer?.(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer with a status, a body and headers. */
export function answer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(status, headers).end(body);
}

/** A page of so many users. */
export function users(count: number): Answer {
  const results = Array.from({ length: count }, (_, index) => ({ name: { first: `ستاره ${index}` } }));
  return answer(200, JSON.stringify({ results, info: { version: '1.4' } }), { 'content-type': 'application/json' });
}

/** No answer at all. */
export const silence: Answer = () => undefined;
