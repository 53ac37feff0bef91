import type { Socket } from 'node:net';
import { loopback } from '../../../services/service.ts';
import { checkAuthToken } from './auth-token.ts';
import { type Backend, connectTo } from './backend.ts';
import type { Conversation } from './conversation.ts';
import { passwordRequest, type Refusal, type StartupMessage } from './messages.ts';
import { takePassword } from './read-packets.ts';
import type { Client, Refusals } from './refusals.ts';

/** How a user comes into a database: by what the server itself asks for, by an IAM token, or not. */
export type SignIn =
  | { readonly kind: 'password' }
  | { readonly kind: 'token' }
  | ({ readonly kind: 'refused' } & Refusal);

export interface SignInRules {
  readonly backend: Backend;
  readonly refusals: Refusals;
  readonly region: string;
  /** Under which clients know this server. @default 127.0.0.1 and localhost */
  readonly hosts?: readonly string[];
  requireTls(): boolean;
  signInOf(user: string, database: string): Promise<SignIn>;
  /** One line; it never holds a token. */
  log(line: string): void;
}

/** What ends a connection, told to the client. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.refusal = refusal;
  }
}

/**
 * Signs a client in, or hands it to the server to be signed in there.
 * @returns the server's side of the connection, which has been sent the startup message
 * @throws Refused with the words for the client
 */
export async function signIn(
  { stream, encrypted }: Conversation,
  startup: StartupMessage,
  rules: SignInRules,
  signal: AbortSignal,
): Promise<Socket> {
  const { user, database } = startup;
  if (user === '') {
    throw new Refused({ message: 'no PostgreSQL user name specified in startup packet', sqlState: '28000' });
  }
  const client: Client = { host: stream.remoteAddress ?? '', user, database };
  const way = await rules.signInOf(user, database);
  if (way.kind === 'refused') throw new Refused(way);
  if (way.kind === 'token') {
    if (!encrypted) throw new Refused(rules.refusals.tokenWithoutTls(client));
    await takeToken(stream, client, rules, signal);
  } else if (!encrypted && rules.requireTls()) {
    throw new Refused(rules.refusals.withoutTls(client));
  }
  const door = way.kind === 'token' ? 'trusted' : 'password';
  const server = await connectTo(rules.backend, door, signal).catch((cause) => {
    signal.throwIfAborted();
    throw new Refused(rules.refusals.serverUnreachable(), { cause });
  });
  server.write(startup.bytes);
  return server;
}

async function takeToken(stream: Socket, client: Client, rules: SignInRules, signal: AbortSignal): Promise<void> {
  stream.write(passwordRequest);
  const token = await takePassword(stream, signal);
  const { region, hosts = [loopback, 'localhost'] } = rules;
  const use = { hosts, port: stream.localPort ?? 0, region, user: client.user, now: Date.now() };
  const problem = checkAuthToken(token, use);
  if (problem === undefined) return;
  rules.log(`The token of ${client.user} was refused: ${problem}.`);
  throw new Refused(rules.refusals.badToken(client));
}
