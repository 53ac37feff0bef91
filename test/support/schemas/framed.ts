import { deflateSync } from 'node:zlib';

/** A value as Confluent's serialisers write it: a zero byte, the schema's id in four, and the payload. */
export function framed(schemaId: number, payload: string | Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(schemaId, 1);
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** A value as Glue's serialisers write it: a 3, how it is compressed, the UUID of the schema's version, and the payload. */
export function framedForGlue(versionId: string, payload: string | Uint8Array, compression: 'none' | 'zlib' = 'none') {
  const header = Buffer.from([3, compression === 'zlib' ? 5 : 0]);
  const body = compression === 'zlib' ? deflateSync(payload) : Buffer.from(payload);
  return Buffer.concat([header, Buffer.from(versionId.replaceAll('-', ''), 'hex'), body]);
}
