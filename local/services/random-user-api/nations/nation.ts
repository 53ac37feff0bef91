import type { Gender } from '../users/user.ts';

/** What an identity number tells about its holder. */
export interface IdHolder {
  readonly gender: Gender;
  /** In ISO 8601. */
  readonly born: string;
  readonly lastName: string;
}

/**
 * A nationality's names, places and number formats. In a pattern `#` stands for a digit and `@` for a capital letter;
 * of several patterns each user has one.
 */
export interface Nation {
  /** In English. */
  readonly country: string;
  readonly titles?: Readonly<Record<Gender, readonly string[]>>;
  readonly firstNames: Readonly<Record<Gender, readonly string[]>>;
  readonly lastNames: readonly string[];
  readonly cities: readonly string[];
  readonly states: readonly string[];
  readonly streets: readonly string[];
  /** Patterns where postcodes are text, the lowest and the highest where they are numbers. */
  readonly postcode: readonly string[] | { readonly from: number; readonly to: number };
  readonly phone: readonly string[];
  readonly cell: readonly string[];
  /** Absent where the API gives no identity number: `{ name: '', value: null }`. */
  readonly id?: { readonly name: string; readonly pattern: string | ((holder: IdHolder) => string) };
}

/** Five digits, which is what the API has for most nations whatever their real postcodes are. */
export const fiveDigits = { from: 10_000, to: 99_999 };

/** The `ddmmyy` of a date in ISO 8601. */
export function dayMonthYear(date: string): string {
  return date.slice(8, 10) + date.slice(5, 7) + date.slice(2, 4);
}
