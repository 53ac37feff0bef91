import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { loopback } from '../../../services/service.ts';

/** The two doors of one PostgreSQL server. */
export interface Backend {
  /** On 127.0.0.1, where the server asks for passwords. */
  readonly port: number;
  /** A Unix socket, where the server trusts whoever can reach it. */
  readonly socketPath: string;
}

const connectTimeoutMs = 5000;

/** @throws Error when the server does not answer, or the signal ends the wait */
export async function connectTo(backend: Backend, door: 'password' | 'trusted', signal: AbortSignal): Promise<Socket> {
  const address = door === 'trusted' ? { path: backend.socketPath } : { host: loopback, port: backend.port };
  const server = connect({ ...address, noDelay: true });
  try {
    await once(server, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]) });
    return server;
  } catch (error) {
    server.destroy();
    throw error;
  }
}
