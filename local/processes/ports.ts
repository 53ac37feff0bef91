import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type PortName, portVariable } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { portOwner } from './process-table.ts';

/** @throws StartError naming the port, who holds it and how to choose another. */
export async function requireFreePort(service: string, name: PortName, port: number): Promise<void> {
  if (await isFree(port)) return;
  const owner = portOwner(port);
  throw new StartError(
    `Port ${port} (${service}) is taken${owner ? ` by ${owner}` : ''}. Stop that program, or choose another port before ` +
      `the command: ${portVariable(name)}=${port + 1}, or PORT_OFFSET=1000 for all of them.`,
  );
}

/** Whether nothing listens on the port of 127.0.0.1. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 that nothing listens on now, and that is not one of those left out. */
export async function freePort(isLeftOut: (port: number) => boolean = () => false): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    if (!isLeftOut(port)) return port;
  }
}
