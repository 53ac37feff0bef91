import { isUtf8 } from 'node:buffer';

/** Bytes as JSON can show them: as text if they are some, and else in base64. */
export type ShownBytes = { readonly text: string } | { readonly base64: string };

export function describeBytes(bytes: Buffer): ShownBytes {
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}
