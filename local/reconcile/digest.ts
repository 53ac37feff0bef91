import { hash } from 'node:crypto';
import { type User, userSchema } from '../../lambdas/core/user.ts';

/** The fields of a user, in the one order in which they are compared. */
export const userFields = Object.keys(userSchema.shape) as (keyof User)[];

const instants: readonly string[] = ['dob', 'registered_date'] satisfies (keyof User)[];

/** The whole value as people read it: an instant in ISO 8601, where it is one. */
export function readableValue(field: string, value: string): string {
  return instants.includes(field) ? asInstant(value) : value;
}

/**
 * A user as text, the same from the topic and from both stores: instants as milliseconds since 1970, with what a store
 * holds below them; null where a store has nothing.
 */
export type CanonicalUser = Readonly<Record<keyof User, string | null>>;

export function canonicalUser(user: User): CanonicalUser {
  return { ...user, dob: String(Date.parse(user.dob)), registered_date: String(Date.parse(user.registered_date)) };
}

/** 16 bytes as Latin-1, which two users share only when every field is the same, to the byte. */
export function userDigest(user: CanonicalUser): string {
  return hash('sha256', JSON.stringify(userFields.map((field) => user[field] ?? null)), 'binary').slice(0, 16);
}

/** A value for people: short, escaped, with a digest where it does not say all. */
export function describeValue(field: string, value: string | null): string {
  if (value === null) return 'null';
  const text = readableValue(field, value);
  const escaped = JSON.stringify(text).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    asEscape,
  );
  if (escaped.length <= shownCharacters) return escaped;
  const digest = hash('sha256', value, 'hex').slice(0, 8);
  return `${escaped.slice(0, shownCharacters - 1)}…" (${value.length} characters, ${digest})`;
}

const shownCharacters = 60;

function asInstant(milliseconds: string): string {
  const date = new Date(Number(milliseconds));
  const exact = /^-?\d+$/.test(milliseconds) && !Number.isNaN(date.getTime());
  return exact ? date.toISOString() : `${milliseconds} ms since 1970`;
}

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
