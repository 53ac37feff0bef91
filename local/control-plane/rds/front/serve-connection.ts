import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { connectTo } from './backend.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { joinStreams, leave } from './join-streams.ts';
import { errorResponse } from './messages.ts';
import { Refused, type SignInRules, signIn } from './sign-in.ts';

export interface ConnectionRules extends SignInRules {
  readonly maximumConnections: number;
  readonly signInTimeoutMs: number;
  readonly secureContext: SecureContext;
  /** The connections that count, by the socket of the client. */
  readonly sessions: Set<Socket>;
  /** Makes a connection one of those that end with the front. */
  own(socket: Socket): void;
}

/** Serves a connection from its first byte on; whatever goes wrong ends it. */
export async function serveConnection(socket: Socket, rules: ConnectionRules): Promise<void> {
  const gone = new AbortController();
  rules.own(socket);
  socket.once('close', () => gone.abort());
  socket.on('error', () => undefined);
  const timer = setTimeout(() => {
    rules.log(`A client was left: it did not sign in within ${rules.signInTimeoutMs} ms.`);
    socket.destroy();
  }, rules.signInTimeoutMs);
  try {
    const conversation = await openConversation(socket, rules.secureContext, gone.signal);
    await answer(conversation, socket, rules, gone.signal);
  } catch (error) {
    // Nothing is to be said of a client that has left.
    if (!gone.signal.aborted) rules.log(`A client was left: ${(error as Error).message}.`);
    socket.destroy();
  } finally {
    clearTimeout(timer);
  }
}

async function answer(
  conversation: Conversation,
  socket: Socket,
  rules: ConnectionRules,
  signal: AbortSignal,
): Promise<void> {
  const { stream } = conversation;
  try {
    const server = await reachServer(conversation, socket, rules, signal);
    rules.own(server);
    joinStreams(stream, server);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    rules.log(`A client was refused: ${error.message}.`);
    stream.write(errorResponse(error.refusal));
    leave(stream);
  }
}

/** @returns the server's side of the connection, which has been sent the client's packet */
async function reachServer(
  conversation: Conversation,
  socket: Socket,
  rules: ConnectionRules,
  signal: AbortSignal,
): Promise<Socket> {
  const { packet } = conversation;
  // A client that is gone already would be counted for ever.
  signal.throwIfAborted();
  if (packet.kind === 'cancel request') {
    const server = await connectTo(rules.backend, 'password', signal);
    server.write(packet.bytes);
    return server;
  }
  if (packet.kind !== 'startup') throw new Error(`it made a ${packet.kind} where none is expected`);
  const { sessions, maximumConnections } = rules;
  if (sessions.size >= maximumConnections) throw new Refused(rules.refusals.tooManyConnections(maximumConnections));
  sessions.add(socket);
  socket.once('close', () => sessions.delete(socket));
  return signIn(conversation, packet, rules, signal);
}
