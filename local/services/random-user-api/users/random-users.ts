import { dateOfBirth, dateOfRegistration } from './dates.ts';
import { email } from './email.ts';
import { location } from './location.ts';
import { login } from './login.ts';
import { name } from './name.ts';
import { type Choice, type Person, pageKey, personAt } from './person.ts';
import { cell, id, phone } from './phone-and-id.ts';
import { picture } from './picture.ts';
import type { Field, User } from './user.ts';

/** In the API's order, which is also the order in an answer. */
const makers: { readonly [F in Field]: (person: Person) => User[F] } = {
  gender: (person) => person.gender,
  name,
  location,
  email,
  login,
  dob: dateOfBirth,
  registered: dateOfRegistration,
  phone,
  cell,
  id,
  picture,
  nat: (person) => person.nat,
};

export const allFields = Object.keys(makers) as readonly Field[];

/** Which users: `count` from the start of a page, which counts from 1, and of them these fields, in this order. */
export interface Selection extends Choice {
  readonly seed: string;
  readonly page: number;
  readonly count: number;
  readonly fields: readonly Field[];
}

/** The same users for the same selection; with a smaller count the first of them. */
export function* randomUsers({ seed, page, count, fields, ...choice }: Selection): Generator<Partial<User>> {
  const key = pageKey(seed, page);
  for (let index = 0; index < count; index++) yield userOf(personAt(key, index, choice), fields);
}

function userOf(person: Person, fields: readonly Field[]): Partial<User> {
  const user: Partial<Record<Field, unknown>> = {};
  for (const field of fields) user[field] = makers[field](person);
  return user as Partial<User>;
}
