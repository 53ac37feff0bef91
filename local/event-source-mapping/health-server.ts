import { createServer, type RequestListener, type Server } from 'node:http';
import { refusalOf } from '../services/trusted-requests.ts';
import type { Health } from './health.ts';

export interface Pages {
  readonly health: () => Health;
  readonly metrics: { readonly contentType: string; readonly text: () => Promise<string> };
}

export interface HealthAddress {
  readonly port: number;
  readonly host: string;
  /** By which clients know it besides localhost and addresses. @default - none */
  readonly names?: readonly string[];
}

/**
 * Answers GET /health and, for Prometheus, GET /metrics. Health is 200 once the endpoint's mappings were
 * listed, 503 before. Whoever gives it a strange name is refused. @throws when the port is taken.
 */
export async function startHealthServer({ names = [], ...address }: HealthAddress, pages: Pages): Promise<Server> {
  const server = createServer(answer(pages, names));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
  return server;
}

function answer({ health, metrics }: Pages, names: readonly string[]): RequestListener {
  return async (request, response) => {
    const { method = '', headers } = request;
    const sender = {
      method,
      host: headers.host,
      origin: headers.origin,
      site: String(headers['sec-fetch-site'] ?? 'none'),
    };
    const refusal = refusalOf(sender, names);
    const path = method === 'GET' ? request.url?.split('?')[0] : undefined;
    if (refusal !== undefined) {
      response.writeHead(403, { 'content-type': 'application/json' }).end(`${JSON.stringify({ error: refusal })}\n`);
    } else if (path === '/health') {
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
