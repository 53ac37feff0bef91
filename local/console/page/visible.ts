/** What would do something else than be seen: it turns the text around it, has no width, or ends a line unawares. */
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** Text that somebody else has written, with \u{…} for characters that nobody would see; lines and tabs stay. */
export function visible(text: string): string {
  return text.replace(invisible, codeOf);
}

/** As \u{202e}. */
export function codeOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
