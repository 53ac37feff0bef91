import { createServer, type RequestListener, type Server } from 'node:http';
import type { WorkerStatus } from './worker/worker.ts';

export interface Health {
  readonly ready: boolean;
  readonly endpointUrl: string;
  readonly problem: string | null;
  readonly mappings: readonly WorkerStatus[];
}

export interface Pages {
  readonly health: () => Health;
  readonly metrics: { readonly contentType: string; readonly text: () => Promise<string> };
}

/**
 * Answers GET /health and, for Prometheus, GET /metrics. Health is 200 once the endpoint's mappings were
 * listed, 503 before. @throws when the port is taken.
 */
export async function startHealthServer(address: { port: number; host: string }, pages: Pages): Promise<Server> {
  const server = createServer(answer(pages));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
  return server;
}

function answer({ health, metrics }: Pages): RequestListener {
  return async (request, response) => {
    const path = request.method === 'GET' ? request.url?.split('?')[0] : undefined;
    if (path === '/health') {
      const now = health();
      response.writeHead(now.ready ? 200 : 503, { 'content-type': 'application/json' }).end(`${JSON.stringify(now)}\n`);
    } else if (path === '/metrics') {
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
    } else {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":"Only GET /health and GET /metrics are here."}\n');
    }
  };
}
