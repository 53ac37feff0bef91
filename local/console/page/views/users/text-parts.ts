import { codeOf } from '../../visible.ts';

/** A piece of a text as it is drawn. */
export interface TextPart {
  readonly text: string;
  /** It stands for a character that nobody sees, or that moves others. */
  readonly escaped?: true;
  /** Not the same in what it is compared with. */
  readonly differs?: true;
}

/** More than a text for reading needs: two values may differ in a line's end, or in one blank for another. */
const unseen = /(?! )[\p{C}\p{Z}\u3164]/u;

/** @param other what the text is compared with: the part between their common beginning and end differs */
export function textParts(text: string, other?: string): TextPart[] {
  const characters = [...text];
  const [from, to] = other === undefined ? [0, 0] : differingRange(characters, [...other]);
  const parts: TextPart[] = [];
  characters.forEach((character, index) => {
    const isEdge = character === ' ' && (index === 0 || index === characters.length - 1);
    const escaped = isEdge || unseen.test(character);
    const differs = from <= index && index < to;
    const kind = { ...(escaped && { escaped: true as const }), ...(differs && { differs: true as const }) };
    const last = parts.at(-1);
    const isSame = last && !escaped && !last.escaped && (last.differs ?? false) === differs;
    if (isSame) parts[parts.length - 1] = { ...last, text: last.text + character };
    else parts.push({ text: escaped ? codeOf(character) : character, ...kind });
  });
  return parts;
}

/** Of the first text. */
function differingRange(one: readonly string[], other: readonly string[]): readonly [from: number, to: number] {
  let from = 0;
  while (from < one.length && from < other.length && one[from] === other[from]) from += 1;
  let same = 0;
  const most = Math.min(one.length, other.length) - from;
  while (same < most && one[one.length - 1 - same] === other[other.length - 1 - same]) same += 1;
  return [from, one.length - same];
}
