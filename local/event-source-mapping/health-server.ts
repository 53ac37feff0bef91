import { createServer, type Server } from 'node:http';
import type { WorkerStatus } from './worker/worker.ts';

export interface Health {
  readonly ready: boolean;
  readonly endpointUrl: string;
  readonly problem: string | null;
  readonly mappings: readonly WorkerStatus[];
}

/** Answers GET /health on loopback: 200 once the endpoint's mappings were listed, 503 before. @throws when the port is taken. */
export async function startHealthServer(port: number, health: () => Health): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/health') {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Only GET /health is here."}\n');
      return;
    }
    const now = health();
    response.writeHead(now.ready ? 200 : 503, { 'content-type': 'application/json' }).end(`${JSON.stringify(now)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return server;
}
