import { connections } from '../stack/stack.ts';
import type { RandomUser } from './expected-row.ts';

const pageSize = 5000;

/** The users that a run of the date fetches. @param api that of the tests' stack, unless there is another */
export async function usersOf(
  date: string,
  users: number,
  api: string = connections()['random-user-api'].url,
): Promise<RandomUser[]> {
  const all: RandomUser[] = [];
  for (let page = 1; all.length < users; page += 1) {
    const results = String(Math.min(pageSize, users - all.length));
    const url = new URL(api);
    url.search = String(new URLSearchParams({ results, page: String(page), seed: `users-${date}` }));
    all.push(...((await (await fetch(url)).json()) as { results: RandomUser[] }).results);
  }
  return all;
}

export async function expectedIds(date: string, users: number): Promise<string[]> {
  return (await usersOf(date, users)).map(({ login }) => login.uuid);
}
