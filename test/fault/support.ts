import { randomUUID } from 'node:crypto';
import type { User } from '../../lambdas/core/user.ts';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import type { Settings } from '../../local/settings.ts';
import { query } from '../support/pipeline/deployed-pipeline.ts';
import { harmlessUser } from './workload/send.ts';
import { storedUsers, storeNames } from './workload/stored-users.ts';

export const minutes = 60_000;

/** Users that nobody has had before, in the order of their numbers. */
export function newUsers(count: number, content: Partial<User> = {}): User[] {
  return Array.from({ length: count }, (_, number) => ({
    ...harmlessUser,
    username: `user ${number}`,
    ...content,
    id: randomUUID(),
  }));
}

/** A date that no run has had yet: tests run again on the same database. */
export async function freshDate(choose: (count: number) => number): Promise<string> {
  for (;;) {
    const date = new Date(Date.UTC(1970, 0, 1 + choose(40_000))).toISOString().slice(0, 10);
    const runs = await query('SELECT 1 FROM pipeline_runs WHERE logical_date = $1', [date]);
    if (runs.length === 0) return date;
  }
}

/** Waits until the sink has been handed all that is in the topic. */
export function untilStored(settings: Settings): Promise<void> {
  return awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));
}

/** The users as each store has them, by the store; what is not there is missing. */
export async function inStores(settings: Settings, users: readonly { readonly id: string }[]) {
  const ids = users.map(({ id }) => id);
  const stored = storedUsers(settings);
  const [cassandra, postgres] = await Promise.all(storeNames.map((store) => stored.read(store, ids)));
  return { cassandra: asList(ids, cassandra), postgres: asList(ids, postgres) };
}

/** That both stores have just these users, field by field. */
export async function expectUsers(settings: Settings, users: readonly User[]): Promise<void> {
  const { cassandra, postgres } = await inStores(settings, users);
  expect({ cassandra, postgres }).toEqual({ cassandra: users, postgres: users });
}

/** How many of the users a store has. */
export async function countIn(settings: Settings, store: 'Cassandra' | 'PostgreSQL', users: readonly User[]) {
  const ids = users.map(({ id }) => id);
  return (await storedUsers(settings).read(store, ids)).size;
}

function asList(ids: readonly string[], rows: ReadonlyMap<string, { readonly user: User }> = new Map()): User[] {
  return ids.flatMap((id) => rows.get(id)?.user ?? []);
}
