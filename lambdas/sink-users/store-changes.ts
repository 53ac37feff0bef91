import { performance } from 'node:perf_hooks';
import { newestChanges } from './newest-changes.ts';
import type { FailedRecord, UserChange } from './read-records.ts';
import type { UserStore } from './user-store.ts';
import { type FailedChange, writeChanges } from './write-changes.ts';

/** A change that is in neither of the two lists is in every store, or a newer one of its user is. */
export interface StoreOutcome {
  /** What may be stored later. */
  readonly failed: readonly FailedRecord[];
  /** What a store refuses for good. */
  readonly refused: readonly FailedRecord[];
  /** How long each store took, in milliseconds. */
  readonly storeTimes: readonly { readonly store: string; readonly ms: number }[];
}

/**
 * Writes the newest change of each user to all stores at once. Where one refuses it for good, the user's next older one
 * is tried: without the refused record that would be the newest, and no record is to be lost to the poison after it. A
 * store that took what the other one refused keeps it, for what comes later overrules it in both; the refusal says so.
 */
export async function storeChanges(
  stores: readonly UserStore[],
  changes: readonly UserChange[],
  deadline: AbortSignal,
): Promise<StoreOutcome> {
  const failed: FailedRecord[] = [];
  const refused: FailedRecord[] = [];
  const times = stores.map(({ name }) => ({ store: name, ms: 0 }));
  let left = changes;
  while (left.length > 0) {
    const problems = await writeToAll(stores, newestChanges(left), deadline, times);
    refused.push(...[...problems.values()].filter((problem) => problem.refused).map(toFailedRecord));
    const older: UserChange[] = [];
    for (const change of left) {
      const problem = problems.get(change.id);
      if (problem?.refused && problem.change !== change) older.push(change);
      // Where a user's newest change failed, its older ones were not written either.
      if (problem?.refused === false) failed.push({ place: change.place, reason: problem.reason });
    }
    left = older;
  }
  return { failed, refused, storeTimes: times };
}

/** @returns by user what became of the changes that are not in every store. */
async function writeToAll(
  stores: readonly UserStore[],
  changes: readonly UserChange[],
  deadline: AbortSignal,
  times: { ms: number }[],
): Promise<Map<string, FailedChange>> {
  const outcomes = await Promise.all(
    stores.map(async (store, index) => {
      const begun = performance.now();
      const failed = await writeChanges(store, changes, deadline);
      const time = times[index];
      if (time) time.ms += performance.now() - begun;
      return failed;
    }),
  );
  const problems = new Map<string, FailedChange>();
  for (const problem of outcomes.flat()) {
    const known = problems.get(problem.change.id);
    problems.set(problem.change.id, known ? worse(known, problem) : problem);
  }
  return problems;
}

/** A refusal outlasts an outage; of two refusals, which name their stores, both stand. */
function worse(one: FailedChange, other: FailedChange): FailedChange {
  if (one.refused && other.refused) return { ...one, reason: `${one.reason}; ${other.reason}` };
  return other.refused ? other : one;
}

function toFailedRecord({ change, reason }: FailedChange): FailedRecord {
  return { place: change.place, reason };
}
