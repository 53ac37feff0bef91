import { isUtf8 } from 'node:buffer';
import type { ShownPart } from '../answers.ts';

/** Up to here it is tried whether a text is JSON. */
const mostJsonBytes = 4 * 1024 * 1024;
/** No terminal, editor or page shows them: with one of them it is no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Bytes as people can read them, the first of them where there are more: as text if they are some, and else in hex. */
export function shownBytes(bytes: Buffer, mostBytes: number): Pick<ShownPart, 'kind' | 'text' | 'bytes' | 'isCut'> {
  const isCut = bytes.length > mostBytes;
  const facts = { bytes: bytes.length, isCut };
  const text = isUtf8(bytes) ? textOf(bytes, mostBytes) : undefined;
  if (text === undefined || controlCharacters.test(text)) {
    const hex = bytes.toString('hex', 0, Math.floor(mostBytes / 3));
    return {
      kind: 'hex',
      text: hex.replace(/(..)(?!$)/g, '$1 '),
      bytes: bytes.length,
      isCut: bytes.length * 3 > mostBytes,
    };
  }
  return { kind: isJson(bytes) ? 'json' : 'text', text, ...facts };
}

/** A character that is cut through is left out. */
function textOf(bytes: Buffer, mostBytes: number): string {
  return new TextDecoder('utf8', { ignoreBOM: true }).decode(bytes.subarray(0, mostBytes), { stream: true });
}

/** Of objects and lists; a bare number or word is a text to people. */
export function isJson(bytes: Buffer): boolean {
  if (bytes.length > mostJsonBytes) return false;
  const [first] = bytes.toString('utf8', 0, 64).trimStart();
  if (first !== '{' && first !== '[') return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
