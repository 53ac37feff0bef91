import { hash } from 'node:crypto';
import { type Nat, nations } from '../nations/all-nations.ts';
import type { Nation } from '../nations/nation.ts';
import { RandomNumbers, type RandomState } from './random-numbers.ts';
import type { Field, Gender } from './user.ts';

/** Who a user can be: of one of the nationalities, and of any gender without one. */
export interface Choice {
  readonly nats: readonly Nat[];
  readonly gender?: Gender | undefined;
}

/** What the fields of one user have in common. */
export interface Person {
  readonly nat: Nat;
  readonly nation: Nation;
  readonly gender: Gender;
  /** 32 hexadecimal digits that no other person has. */
  readonly uniqueDigits: string;
  /** Random numbers of the field's own: what the other fields take, or whether they are asked for, changes nothing. */
  numbers(field: Field): RandomNumbers;
}

// The gender and the nationality are drawn together.
const streams: Readonly<Record<Field, number>> = {
  gender: 0,
  nat: 0,
  name: 1,
  location: 2,
  login: 3,
  dob: 4,
  registered: 5,
  phone: 6,
  cell: 7,
  id: 8,
  picture: 9,
  email: 10,
};

/** 256 bits in hexadecimal that stand for a page of a seed's users. */
export function pageKey(seed: string, page: number): string {
  return hash('sha256', `${page} ${seed}`);
}

/** The person at an index, from 0, of a page. */
export function personAt(page: string, index: number, choice: Choice): Person {
  // Half of the hash names the person and half is for all the rest, so that the name tells nothing about the rest.
  const digest = hash('sha256', `${page} ${index}`);
  const state: RandomState = [word(digest, 32), word(digest, 40), word(digest, 48), word(digest, 56)];
  const numbers = new RandomNumbers(state, streams.nat);
  const gender = numbers.pick(['male', 'female'] as const);
  const nat = numbers.pick(choice.nats);
  return {
    nat,
    nation: nations[nat],
    gender: choice.gender ?? gender,
    uniqueDigits: digest.slice(0, 32),
    numbers: (field) => new RandomNumbers(state, streams[field]),
  };
}

function word(digest: string, at: number): number {
  return Number.parseInt(digest.slice(at, at + 8), 16) | 0;
}
