import { isNat, type Nat, nats } from './nations/all-nations.ts';
import { allFields, type Selection } from './users/random-users.ts';

/** A query that has no answer; the message is for who sent it. */
export class QueryError extends Error {}

export interface Query {
  readonly selection: Selection;
  /** Whether the answer is indented. */
  readonly pretty: boolean;
  /** Whether the answer has `info`. */
  readonly withInfo: boolean;
}

const mostResults = 5000;
const mostPages = 10_000;

/**
 * What the parameters ask for. As the API does, it takes a value that it cannot use for the default, and of a
 * parameter that is there several times the last value.
 * @param newSeed is for a query without a seed.
 * @throws QueryError on a format that is not JSON.
 */
export function readQuery(parameters: URLSearchParams, newSeed: () => string): Query {
  const value = (name: string) => parameters.getAll(name).at(-1) ?? '';
  const seed = value('seed');
  return {
    selection: {
      seed: seed || newSeed(),
      page: wholeNumber(value('page'), mostPages),
      count: wholeNumber(value('results'), mostResults),
      nats: natsIn(value('nat')),
      // A seed stands for its users: another gender would make others of them.
      gender: seed ? undefined : genderIn(value('gender')),
      fields: fieldsIn(value('inc'), value('exc')),
    },
    pretty: isPretty(value('format')),
    withInfo: !parameters.has('noinfo'),
  };
}

/** A number from 1 to `most`, else 1. */
function wholeNumber(text: string, most: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : 1;
}

/** All of them when one of the list does not exist, as in the API. */
function natsIn(text: string): readonly Nat[] {
  const named = itemsOf(text.toUpperCase());
  return named.length > 0 && named.every(isNat) ? named : nats;
}

function genderIn(text: string): Selection['gender'] {
  return text === 'male' || text === 'female' ? text : undefined;
}

function fieldsIn(inc: string, exc: string): Selection['fields'] {
  const included = itemsOf(inc.toLowerCase());
  const excluded = itemsOf(exc.toLowerCase());
  return allFields.filter((field) => (inc === '' || included.includes(field)) && !excluded.includes(field));
}

function isPretty(format: string): boolean {
  const known = ['', 'json', 'pretty', 'prettyjson'].indexOf(format.toLowerCase());
  if (known < 0) throw new QueryError(`format=${format} is not served here; json and pretty are.`);
  return known >= 2;
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
