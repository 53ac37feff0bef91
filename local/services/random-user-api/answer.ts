import type { User } from './users/user.ts';

export interface Info {
  readonly seed: string;
  readonly results: number;
  readonly page: number;
  readonly version: string;
}

// Of UTF-16 code units. Users that become text soon cost the garbage collector little, and text in ASCII takes half of
// the memory and the time, which the names of one user spoil for the whole string that they are in.
const partLength = 32_768;

/** `{"results":[…],"info":{…}}` in UTF-8, in which `info` can be missing. */
export function answer(users: Iterable<Partial<User>>, info: Info | undefined): Buffer<ArrayBuffer> {
  return Buffer.concat(Array.from(parts(users, info), (part) => Buffer.from(part)));
}

/** The same answer, indented. */
export function prettyAnswer(users: Iterable<Partial<User>>, info: Info | undefined): Buffer<ArrayBuffer> {
  return Buffer.from(JSON.stringify({ results: [...users], info }, null, 2));
}

function* parts(users: Iterable<Partial<User>>, info: Info | undefined): Generator<string> {
  let part = '{"results":[';
  let separator = '';
  for (const user of users) {
    part += separator + JSON.stringify(user);
    separator = ',';
    if (part.length >= partLength) {
      yield part;
      part = '';
    }
  }
  yield `${part}]${info ? `,"info":${JSON.stringify(info)}` : ''}}`;
}
