import { isUtf8 } from 'node:buffer';
import { type Json, type NumberTexts, parseJson } from './json.ts';

/** A record's key or value as patterns see it. */
export type Payload =
  | { readonly kind: 'absent' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly json: Json };

const absent: Payload = { kind: 'absent' };
const binary: Payload = { kind: 'binary' };

const objectOrArray = /^[ \t\n\r]*[{[]/;

/**
 * Reads bytes as UTF-8, then as JSON. Only an object or an array is JSON: a number, a word or a quoted string is a plain
 * string, because patterns for plain strings must be able to match any text, also one that could be read as JSON.
 */
export function readPayload(bytes: Buffer | null, numberTexts: NumberTexts): Payload {
  if (bytes === null) return absent;
  if (!isUtf8(bytes)) return binary;
  const text = bytes.toString();
  // Text that cannot be JSON is not parsed, because failing is what takes the parser long.
  const json = objectOrArray.test(text) ? parseJson(text, numberTexts) : undefined;
  return json === undefined ? { kind: 'text', text } : { kind: 'json', json };
}
