import { type Condition, ofText } from './condition.ts';
import { InvalidFilterPattern } from './invalid-filter-pattern.ts';

export function startsWith(prefix: string): Condition {
  return ofText((text) => text.startsWith(prefix));
}

export function endsWith(suffix: string): Condition {
  return ofText((text) => text.endsWith(suffix));
}

export function equalsIgnoringCase(wanted: string): Condition {
  return ofText(sameTextIgnoringCase(wanted));
}

export function startsWithIgnoringCase(prefix: string): Condition {
  const isSame = sameTextIgnoringCase(prefix);
  return ofText((text) => isSame(text.slice(0, prefix.length)));
}

export function endsWithIgnoringCase(suffix: string): Condition {
  const isSame = sameTextIgnoringCase(suffix);
  return ofText((text) => isSame(text.slice(Math.max(0, text.length - suffix.length))));
}

/** The operators that take a string and can stand within anything-but. */
export const textOperators = new Map<string, (operand: string, where: string) => Condition>([
  ['prefix', startsWith],
  ['suffix', endsWith],
  ['equals-ignore-case', equalsIgnoringCase],
  ['wildcard', wildcard],
]);

/** Letter by letter, as Unicode pairs them: changing the whole text's case would make an ß two letters. */
function sameTextIgnoringCase(wanted: string): (text: string) => boolean {
  const sameLetters = new RegExp(`^${wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`, 'iu');
  return (text) => sameLetters.test(text);
}

/** `*` stands for any text, `\*` and `\\` for the character itself. */
export function wildcard(pattern: string, where: string): Condition {
  const pieces = readWildcard(pattern, where);
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return (value) => value === first;
  return ofText((text) => {
    const end = text.length - last.length;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    // The leftmost place for each piece leaves the most room for the next, so that nothing has to be tried twice.
    let position = first.length;
    for (const piece of others) {
      const found = text.indexOf(piece, position);
      if (found === -1) return false;
      position = found + piece.length;
    }
    return position <= end;
  });
}

/** The literal texts between the wildcards. */
function readWildcard(pattern: string, where: string): string[] {
  const pieces = [''];
  for (const [token] of pattern.matchAll(/\\[\\*]|./gsu)) {
    if (token === '\\') throw new InvalidFilterPattern(where, 'a backslash escapes only "*" and a backslash.');
    if (token !== '*') pieces.push(`${pieces.pop()}${token.startsWith('\\') ? token.slice(1) : token}`);
    else pieces.push('');
  }
  if (pieces.slice(1, -1).includes('')) {
    throw new InvalidFilterPattern(where, 'consecutive wildcard characters are not allowed; write one "*".');
  }
  return pieces;
}
