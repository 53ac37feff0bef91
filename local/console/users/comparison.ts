import type { UserChange } from '../../../lambdas/sink-users/read-records.ts';
import { canonicalUser } from '../../reconcile/digest.ts';
import { type Horizon, judge, type UserState } from '../../reconcile/judge.ts';
import type { StoredUser } from '../../reconcile/stores.ts';
import { entryOfChange, entryOfRow, entryOfVersion } from '../../reconcile/to-entry.ts';
import type { Side, UserComparison } from './answers.ts';
import { fieldViews } from './fields.ts';
import type { Finding } from './look.ts';
import { shownPicture } from './pictures.ts';
import type { CassandraRow, PostgresRow } from './stored.ts';
import { topicView } from './topic-view.ts';
import { verdictOf } from './verdict.ts';
import { versionView } from './versions.ts';

/** What each place has of a user, as it was read. */
export interface UserSides {
  readonly kafka: Side<Finding>;
  readonly cassandra: Side<CassandraRow | null>;
  readonly postgres: Side<PostgresRow>;
}

const microsPerMilli = 1000n;
/** Above every version: the topic tells nothing of any user. */
const allVersions = 2n ** 63n;

/** Puts side by side what the three places have, and judges it as the reconciliation does. */
export function compareUser(id: string, sides: UserSides): UserComparison {
  const finding = valueIn(sides.kafka);
  const newest = finding?.records.newest;
  const cassandra = valueIn(sides.cassandra) ?? undefined;
  const stored = valueIn(sides.postgres);
  const postgres = stored?.row ?? undefined;
  const change: UserChange | undefined = newest?.reading.change;
  const values = {
    kafka: change?.user ? canonicalUser(change.user) : undefined,
    cassandra: cassandra?.user,
    postgres: postgres?.user,
  };
  const fields = fieldViews(values, cassandra);
  const state: UserState = {
    ...(newest && { topic: entryOfChange(newest.reading.change, newest.record) }),
    ...(cassandra && { cassandra: entryOfRow('cassandra', cassandra) }),
    ...(postgres && { postgres: entryOfRow('postgres', postgres) }),
    ...(stored?.deleted != null && { deleted: entryOfVersion('deleted', id, stored.deleted) }),
  };
  const judgement = judge(state, horizonOf(finding), () => finding?.partition ?? -1);
  const known = values.kafka ?? values.postgres ?? values.cassandra;
  return {
    id,
    name: known ? { first: cut(known.first_name), last: cut(known.last_name) } : null,
    picture: shownPicture(known?.picture ?? ''),
    verdict: verdictOf({ sides, state, judgement, fields }),
    kafka: mapSide(sides.kafka, topicView),
    cassandra: mapSide(sides.cassandra, rowView),
    postgres: mapSide(sides.postgres, ({ row }) => rowView(row)),
    deleted: mapSide(sides.postgres, ({ deleted }) => (deleted === null ? null : versionView(deleted))),
    fields,
  };
}

/** Where the topic was not wholly looked at, a user of whom nothing was found may be in it all the same. */
function horizonOf(finding: Finding | undefined): Horizon {
  if (finding === undefined) return () => allVersions;
  const { complete, low, oldestMs, records } = finding;
  const isKnown = records.newest !== undefined || (complete && low === 0);
  if (isKnown) return () => 0n;
  return () => (complete && oldestMs !== undefined ? BigInt(oldestMs) * microsPerMilli : allVersions);
}

function rowView(row: StoredUser | null) {
  return row && versionView(row.version);
}

const shownCharacters = 200;

function cut(text: string | null): string {
  return text?.slice(0, shownCharacters) ?? '';
}

export function valueIn<Value>(side: Side<Value>): Value | undefined {
  return 'value' in side ? side.value : undefined;
}

function mapSide<From, To>(side: Side<From>, view: (value: From) => To): Side<To> {
  return 'value' in side ? { value: view(side.value) } : side;
}
