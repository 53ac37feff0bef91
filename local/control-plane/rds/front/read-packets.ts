import { once } from 'node:events';
import type { Readable } from 'node:stream';
import {
  lengthBytes,
  type OpeningPacket,
  openingPacketLength,
  passwordHeadBytes,
  passwordLength,
  readOpeningPacket,
  readPassword,
} from './messages.ts';

// What follows a packet stays in the stream, for whoever reads it next. The signal ends the wait for more.

export async function takeOpeningPacket(stream: Readable, signal: AbortSignal): Promise<OpeningPacket> {
  const head = await take(stream, lengthBytes, signal);
  const rest = await take(stream, openingPacketLength(head) - lengthBytes, signal);
  return readOpeningPacket(Buffer.concat([head, rest]));
}

/** Reads the PasswordMessage that answers a request for it. */
export async function takePassword(stream: Readable, signal: AbortSignal): Promise<string> {
  const head = await take(stream, passwordHeadBytes, signal);
  return readPassword(await take(stream, passwordLength(head), signal));
}

/** Whether the stream begins with the handshake of TLS; nothing is taken from it. */
export async function beginsWithTls(stream: Readable, signal: AbortSignal): Promise<boolean> {
  const head = await take(stream, 1, signal);
  stream.unshift(head);
  return head[0] === 0x16;
}

/** Just so many bytes, at least one. */
async function take(stream: Readable, size: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let missing = size; missing > 0; ) {
    // All that is there, if it is too little: a stream that holds some calls itself readable again and again.
    const chunk: Buffer | null = stream.read(Math.min(missing, stream.readableLength) || undefined);
    if (chunk === null) await more(stream, signal);
    else chunks.push(chunk);
    missing -= chunk?.length ?? 0;
  }
  return Buffer.concat(chunks);
}

/** Waits for more to read. @throws Error at the end of the stream, or when the signal comes */
async function more(stream: Readable, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const options = { signal: AbortSignal.any([signal, settled.signal]) };
  const events = ['readable', 'end'].map(async (event) => {
    await once(stream, event, options);
    return event;
  });
  const event = await Promise.race(events).finally(() => settled.abort());
  if (event === 'end') throw new Error('it left in the middle of signing in');
}
