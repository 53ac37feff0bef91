import { name } from './name.ts';
import type { Person } from './person.ts';

// What Unicode does not take for a Latin letter with a mark on it.
const letters: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', đ: 'd', ı: 'i', ø: 'o', œ: 'oe', ß: 'ss' },
  ...{ ا: 'a', ب: 'b', پ: 'p', ت: 't', ث: 's', ج: 'j', چ: 'ch', ح: 'h', خ: 'kh', د: 'd', ذ: 'z', ر: 'r', ز: 'z' },
  ...{ ژ: 'zh', س: 's', ش: 'sh', ص: 's', ض: 'z', ط: 't', ظ: 'z', ع: 'a', غ: 'gh', ف: 'f', ق: 'q', ک: 'k', گ: 'g' },
  ...{ ل: 'l', م: 'm', ن: 'n', و: 'w', ه: 'h', ی: 'y' },
};

/** The name in lower-case ASCII without spaces; hyphens and apostrophes stay. */
export function email(person: Person): string {
  const { first, last } = name(person);
  return `${inAscii(`${first}.${last}`)}@example.com`;
}

function inAscii(text: string): string {
  // Most names are, and to normalize the others takes longer than all the rest of a name.
  if (/^[!-~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^!-~]/g, (character) => letters[character] ?? '');
}
