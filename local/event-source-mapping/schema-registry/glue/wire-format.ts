import { inflateSync } from 'node:zlib';
import type { ReadFrame } from '../schema-registry.ts';

const headerVersion = 3;
const uncompressed = 0;
const zlib = 5;
const headerBytes = 18;
const idStart = 2;
// A few bytes can inflate to a thousand times as many; an event carries 6 MB.
const maxPayloadBytes = 16 * 1024 * 1024;

/** Reads what Glue's serialisers write: a 3, how the payload is compressed, the UUID of the schema's version, the payload. */
export const readFrame: ReadFrame = (bytes) => {
  if (bytes.length < headerBytes || bytes[0] !== headerVersion) {
    throw new Error(
      'it does not begin with a 3, a byte for the compression and the UUID of a schema version, as serialisers for Glue write it',
    );
  }
  const payload = decompress(bytes.subarray(headerBytes), bytes[1] as number);
  return { schemaId: uuid(bytes.toString('hex', idStart, headerBytes)), payload };
};

function uuid(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-');
}

function decompress(payload: Buffer, compression: number): Buffer {
  switch (compression) {
    case uncompressed:
      return payload;
    case zlib:
      return inflate(payload);
    default:
      throw new Error(`its compression is ${compression}, and must be ${uncompressed} for none or ${zlib} for zlib`);
  }
}

function inflate(payload: Buffer): Buffer {
  try {
    return inflateSync(payload, { maxOutputLength: maxPayloadBytes });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `its payload is longer than ${maxPayloadBytes} bytes when it is inflated`
        : `its payload cannot be inflated with zlib: ${message}`,
      { cause },
    );
  }
}
