import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { gssDeclined, type OpeningPacket, tlsAccepted } from './messages.ts';
import { beginsWithTls, takeOpeningPacket } from './read-packets.ts';

/** A connection on which client and front agree about TLS, and what the client wants of it. */
export interface Conversation {
  readonly stream: Socket;
  readonly encrypted: boolean;
  readonly packet: OpeningPacket;
}

/** What a client that begins with TLS at once must ask for by ALPN. */
const protocolName = 'postgresql';

/** @throws Error when the client does not come as far as that */
export async function openConversation(
  socket: Socket,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Conversation> {
  if (await beginsWithTls(socket, signal)) {
    const stream = await encrypt(socket, secureContext, signal);
    if (stream.alpnProtocol !== protocolName) throw new Error(`it began with TLS and did not ask for ${protocolName}`);
    return { stream, encrypted: true, packet: await takeOpeningPacket(stream, signal) };
  }
  let packet = await takeOpeningPacket(socket, signal);
  if (packet.kind === 'GSS request') {
    socket.write(gssDeclined);
    packet = await takeOpeningPacket(socket, signal);
  }
  if (packet.kind !== 'TLS request') return { stream: socket, encrypted: false, packet };
  socket.write(tlsAccepted);
  const stream = await encrypt(socket, secureContext, signal);
  return { stream, encrypted: true, packet: await takeOpeningPacket(stream, signal) };
}

/** Bytes that came before the handshake are taken for a part of it, and so refused. */
async function encrypt(socket: Socket, secureContext: SecureContext, signal: AbortSignal): Promise<TLSSocket> {
  const stream = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: [protocolName] });
  // After it the connection is closed, which is what counts.
  stream.on('error', () => undefined);
  await once(stream, 'secure', { signal }).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`its TLS handshake failed (${cause.code})`, { cause });
  });
  return stream;
}
