import { storeNames } from '../../lambdas/core/metric-names.ts';
import { isNewer } from '../../lambdas/sink-users/newest-changes.ts';
import { type Entry, type Place, userOfKey } from './entry.ts';

type StoreName = (typeof storeNames)[keyof typeof storeNames];

/** How a user in a store differs from what the topic says of it. */
export type DifferenceKind =
  /** The store has no row. */
  | 'missing'
  /** The topic, which is complete, does not know the row. */
  | 'extra'
  /** The newest record is a tombstone, and the row is there. */
  | 'undeleted'
  /** Another user is in the row. */
  | 'fields'
  /** The same user with another version. */
  | 'version'
  /** What PostgreSQL keeps of a deletion is missing, or another one: an older record may come back, or a newer one not. */
  | 'deletion';

export interface Difference {
  readonly id: string;
  readonly store: StoreName;
  readonly kind: DifferenceKind;
  /** What the store was compared with: where the topic no longer tells, the two stores with each other. */
  readonly against: 'topic' | StoreName;
  /** Of the user's newest record, where the topic has one. */
  readonly record?: Place;
  readonly versions: { readonly expected?: string; readonly found?: string };
}

/** All that is known of one user. */
export interface UserState {
  /** The newest record. */
  topic?: Entry;
  /** A newer one came while it was compared. */
  later?: boolean;
  cassandra?: Entry;
  postgres?: Entry;
  deleted?: Entry;
}

/**
 * The version of the oldest record that the topic still has, of a partition; 0 where it is complete. What is older may
 * have been in it.
 */
export type Horizon = (partition: number) => bigint;

export interface Judgement {
  /** older: only the stores were compared with each other; later: the user changed meanwhile, and nothing was. */
  readonly outcome: 'judged' | 'older' | 'later';
  readonly differences: readonly Difference[];
}

/** Brings a bucket's entries together by user. */
export function statesOf(entries: Iterable<Entry>): Map<string, UserState> {
  const states = new Map<string, UserState>();
  for (const entry of entries) {
    const state = states.get(entry.key) ?? {};
    addTo(state, entry);
    states.set(entry.key, state);
  }
  return states;
}

function addTo(state: UserState, entry: Entry): void {
  switch (entry.kind) {
    case 'user':
    case 'tombstone':
      if (state.topic === undefined || isNewer(orderOf(entry), orderOf(state.topic))) state.topic = entry;
      break;
    case 'later':
      state.later = true;
      break;
    case 'cassandra':
    case 'postgres':
    case 'deleted':
      state[entry.kind] = entry;
      break;
  }
}

/** By which the sink orders changes; the versions that it makes are safe integers. */
function orderOf({ version, firstOffset: offset, kind }: Entry) {
  return { version: Number(version), offset, user: kind === 'tombstone' ? null : undefined };
}

/** @param partitionOf where a user's records are, by its id */
export function judge(state: UserState, horizon: Horizon, partitionOf: (id: string) => number): Judgement {
  if (state.later) return { outcome: 'later', differences: [] };
  const { topic, cassandra, postgres, deleted } = state;
  const known = [topic, cassandra, postgres, deleted].find((entry) => entry !== undefined);
  if (known === undefined) return { outcome: 'judged', differences: [] };
  const id = userOfKey(known.key);
  const oldest = horizon(topic?.partition ?? partitionOf(id));
  const newestStored = [cassandra, postgres, deleted].reduce(
    (max, row) => (row && row.version > max ? row.version : max),
    -1n,
  );
  if (newestStored < oldest && (topic === undefined || topic.version < oldest)) {
    return { outcome: 'older', differences: compareStores(id, state) };
  }
  const rows = [
    ...compareRow(id, storeNames.cassandra, topic, cassandra),
    ...compareRow(id, storeNames.postgres, topic, postgres),
  ];
  return { outcome: 'judged', differences: [...rows, ...compareDeletion(id, topic, deleted)] };
}

function compareRow(id: string, store: StoreName, topic: Entry | undefined, row: Entry | undefined): Difference[] {
  const difference = (kind: DifferenceKind) => [describe({ id, store, kind, against: 'topic' }, topic, row)];
  if (topic === undefined) return row ? difference('extra') : [];
  if (topic.kind === 'tombstone') return row ? difference('undeleted') : [];
  if (row === undefined) return difference('missing');
  if (row.digest !== topic.digest) return difference('fields');
  return row.version === topic.version ? [] : difference('version');
}

function compareDeletion(id: string, topic: Entry | undefined, deleted: Entry | undefined): Difference[] {
  const expected = topic?.kind === 'tombstone' ? topic.version : undefined;
  // One that came before the user's newest record stays, and is none of its business.
  const isHarmless = expected === undefined && topic !== undefined && (deleted?.version ?? -1n) < topic.version;
  if (isHarmless || deleted?.version === expected) return [];
  return [describe({ id, store: storeNames.postgres, kind: 'deletion', against: 'topic' }, topic, deleted)];
}

/** What one store has and the other one lacks, or has otherwise. */
function compareStores(id: string, { cassandra, postgres, topic }: UserState): Difference[] {
  const difference = (store: StoreName, kind: DifferenceKind, against: StoreName) => {
    const rows = store === storeNames.cassandra ? ([postgres, cassandra] as const) : ([cassandra, postgres] as const);
    const { versions } = describe({ id, store, kind, against }, ...rows);
    return [{ id, store, kind, against, ...recordOf(topic), versions }];
  };
  if (cassandra && !postgres) return difference(storeNames.postgres, 'missing', storeNames.cassandra);
  if (postgres && !cassandra) return difference(storeNames.cassandra, 'missing', storeNames.postgres);
  if (!cassandra || !postgres) return [];
  if (cassandra.digest !== postgres.digest) return difference(storeNames.postgres, 'fields', storeNames.cassandra);
  if (cassandra.version === postgres.version) return [];
  return difference(storeNames.postgres, 'version', storeNames.cassandra);
}

function describe(
  difference: Omit<Difference, 'versions' | 'record'>,
  expected: Entry | undefined,
  found: Entry | undefined,
): Difference {
  const versions = {
    ...(expected && { expected: String(expected.version) }),
    ...(found && { found: String(found.version) }),
  };
  return { ...difference, ...recordOf(expected), versions };
}

function recordOf(entry: Entry | undefined): Pick<Difference, 'record'> {
  return entry && entry.partition >= 0 ? { record: { partition: entry.partition, offset: entry.offset } } : {};
}
