const bytesInLine = 16;

/** Bytes of an answer, which has them as text or in base64. */
export function bytesOf(shown: { readonly text: string } | { readonly base64: string }): Uint8Array {
  if ('text' in shown) return new TextEncoder().encode(shown.text);
  return Uint8Array.from(atob(shown.base64), (character) => character.charCodeAt(0));
}

/** Sixteen bytes a line, each line with where it begins and its signs of ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesInLine) {
    const some = [...bytes.subarray(at, at + bytesInLine)];
    const hex = some.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const signs = some.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(bytesInLine * 3)} ${signs}`);
  }
  return lines.join('\n');
}
