import type { Socket } from 'node:net';

// How long a side may take to read its last bytes.
const lastBytesMs = 10_000;

/** Lets two sides talk, each as fast as the other reads, until one of them leaves: then the other is left too. */
export function joinStreams(one: Socket, other: Socket): void {
  pass(one, other);
  pass(other, one);
}

/** Ends a connection once what was written to it is sent. */
export function leave(stream: Socket): void {
  if (stream.closed) return;
  const timer = setTimeout(() => stream.destroy(), lastBytesMs);
  stream.once('close', () => clearTimeout(timer));
  stream.destroySoon();
}

function pass(from: Socket, to: Socket): void {
  // A side that breaks off is closed next, which is what counts.
  from.on('error', () => undefined);
  if (from.destroyed) leave(to);
  else from.once('close', () => leave(to));
  from.pipe(to);
}
