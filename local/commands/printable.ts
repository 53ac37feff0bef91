/**
 * What would do something else than be seen: control characters, of which a terminal makes colours, titles and more,
 * marks that turn the direction of text around them, and characters without a width.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** Text that somebody else has written, as a terminal can show it: all that is no sign of a script becomes \u{…}. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The same, and at most so many characters. */
export function shortened(text: string, maximum: number): string {
  const characters = [...printable(text)];
  return characters.length > maximum ? `${characters.slice(0, maximum - 1).join('')}…` : characters.join('');
}
