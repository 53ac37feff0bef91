import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { loopback } from '../../../services/service.ts';
import { type ConnectionRules, serveConnection } from './serve-connection.ts';
import type { SignInRules } from './sign-in.ts';

export interface FrontOptions extends SignInRules {
  /** Tokens are made for it. */
  readonly port: number;
  /** @default 127.0.0.1 */
  readonly listenHost?: string;
  /** PEM of the key and of the certificate that clients see. */
  readonly identity: { readonly key: string; readonly certificate: string };
  /** Sessions at one time, with those that are signing in. */
  readonly maximumConnections: number;
  /** How long a client may take to sign in. @default 60 seconds, PostgreSQL's authentication_timeout */
  readonly signInTimeoutMs?: number;
}

export interface Front {
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

// For connections that are no sessions: cancel requests, and clients that will hear that there are too many.
const roomAtTheDoor = 64;

/**
 * Listens before a PostgreSQL server and shows clients what RDS shows them: its TLS, its sign-in and its refusals. What
 * follows is passed on unread. @throws Error when the port is taken
 */
export async function openFront(options: FrontOptions): Promise<Front> {
  const { identity, port, maximumConnections, log, listenHost = loopback } = options;
  const sockets = new Set<Socket>();
  const rules: ConnectionRules = {
    ...options,
    signInTimeoutMs: options.signInTimeoutMs ?? 60_000,
    secureContext: createSecureContext({ key: identity.key, cert: identity.certificate }),
    sessions: new Set(),
    own(socket) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    },
  };
  const server = createServer({ noDelay: true }, (socket) => serveConnection(socket, rules));
  server.maxConnections = maximumConnections + roomAtTheDoor;
  server.on('drop', () => log(`A connection was dropped: ${server.maxConnections} others are open.`));
  server.listen(port, listenHost);
  await once(server, 'listening').catch((cause: Error) => {
    throw new Error(`Port ${port} of ${listenHost} cannot be listened on (${cause.message}): free it.`, { cause });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
