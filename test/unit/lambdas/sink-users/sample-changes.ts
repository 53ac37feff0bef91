import type { EventRecord, UserChange } from '../../../../lambdas/sink-users/read-records.ts';
import type { UserStore } from '../../../../lambdas/sink-users/user-store.ts';
import { sampleUser } from '../sample-user.ts';

export function idOf(number: number): string {
  return `3f1c2a54-8f0b-4c7e-9d21-${String(number).padStart(12, '0')}`;
}

/** The change number so and so of a user of its own. */
export function change(number: number, changed: Partial<UserChange> = {}): UserChange {
  const id = idOf(number);
  const place = { partition: 't-0', offset: number };
  return { place, id, offset: number, version: number, user: { ...sampleUser, id }, ...changed };
}

export function changes(count: number): UserChange[] {
  return Array.from({ length: count }, (_, number) => change(number));
}

/** What of a record decides whether it is a change. */
export interface RecordContent {
  readonly key?: string | null;
  readonly value?: string | null;
  readonly timestamp?: number;
}

/** A record of the topic `t` with a key and a value as text. */
export function record(offset: number, { key, value, timestamp = 1_700_000_000_000 }: RecordContent): EventRecord {
  return { topic: 't', partition: 0, offset, timestamp, key: base64(key), value: base64(value) };
}

/** The record of the user with that number. */
export function userRecord(offset: number, number: number): EventRecord {
  const id = idOf(number);
  return record(offset, { key: id, value: JSON.stringify({ ...sampleUser, id }) });
}

function base64<Text extends string | null | undefined>(text: Text): Text | string {
  return typeof text === 'string' ? Buffer.from(text).toString('base64') : text;
}

/** What may pass, and what may not. */
export class Transient extends Error {}
export class Refusal extends Error {}

/** A store in memory. @param refuse is asked for the error of each write, by the changes and how many came before. */
export function fakeStore(
  settings: Partial<UserStore> = {},
  refuse: (changes: readonly UserChange[], earlier: number) => Error | undefined = () => undefined,
) {
  const writes: (readonly UserChange[])[] = [];
  const written: UserChange[] = [];
  const store: UserStore = {
    name: 'Store',
    chunk: { items: 10, bytes: 1_000_000 },
    concurrency: 2,
    write: async (list) => {
      const error = refuse(list, writes.push(list) - 1);
      if (error) throw error;
      written.push(...list);
    },
    mayPass: (error) => !(error instanceof Refusal),
    ...settings,
  };
  return { store, writes, written };
}
