import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Command, InvalidArgumentError } from 'commander';
import { listen } from '../listen.ts';
import { loopback } from '../service.ts';
import { apiRoutes } from './api.ts';

// For answers under way when a signal comes.
const stopGraceMs = 500;

const command = new Command('random-user-api')
  .description(`A stand-in for the REST API of randomuser.me that needs no network.`)
  .requiredOption('--port <number>', 'port of GET /api/ and GET /health', parsePort)
  .option('--host <address>', 'what it listens on', loopback)
  .option(
    '--allowed-host <names...>',
    'names that requests may give as their host, besides localhost and addresses',
    [],
  )
  .addHelpText('after', '\nExample: node server.ts --port 18080, then GET /api/?results=5000&seed=abc&page=1')
  .action(serve);

await command.parseAsync();

interface Options {
  readonly port: number;
  readonly host: string;
  readonly allowedHost: string[];
}

async function serve({ port, host, allowedHost }: Options): Promise<void> {
  const server = apiServer(allowedHost);
  await listen(server, port, host).catch((error: NodeJS.ErrnoException) =>
    command.error(cannotListen(host, port, error)),
  );
  console.log(`Serving http://${host}:${port}/api/`);

  const stop = () => {
    // It takes no more connections and ends those that wait for a request.
    server.close();
    setTimeout(() => server.closeAllConnections(), stopGraceMs).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** With limits on what one client can hold: connections, bytes of headers, and the time that each step may take. */
function apiServer(names: readonly string[]): Server {
  const limits = { maxHeaderSize: 16_384, headersTimeout: 5000, requestTimeout: 10_000, keepAliveTimeout: 30_000 };
  const server = createServer(limits, getRequestListener(apiRoutes(names).fetch));
  server.maxConnections = 256;
  server.setTimeout(60_000);
  return server;
}

function cannotListen(host: string, port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken: stop the program that listens on it, or choose another with --port.`;
  return `Port ${port} of ${host} cannot be listened on (${error.message}): choose another with --port.`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('It is not a port from 1 to 65535.');
  return port;
}
