import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What functions ask of the test, which lets them wait: a function is at work for as long as the test wants. */
export interface HeldRequests {
  readonly url: string;
  /** The bodies of those that wait, in the order of their arrival. */
  readonly bodies: readonly string[];
  /** Answers all that wait. */
  release(): void;
  close(): void;
}

export async function holdRequests(): Promise<HeldRequests> {
  const bodies: string[] = [];
  const responses: ServerResponse[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    responses.push(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bodies,
    release() {
      bodies.splice(0);
      for (const response of responses.splice(0)) response.end();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
