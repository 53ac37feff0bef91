/** A StartupMessage of version 3.0. @param texts names and values in turn */
export function startupMessage(texts: readonly string[]): Buffer {
  const body = Buffer.from([...texts.map((text) => `${text}\0`), '\0'].join(''));
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + body.length);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, body]);
}
