import type { Server } from 'node:http';
import { loopback } from './service.ts';

/** Lets the server listen, on loopback unless a host is given. @throws Error when the port is taken */
export function listen(server: Server, port: number, host: string = loopback): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
