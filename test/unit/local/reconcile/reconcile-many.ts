import { type EntryKind, keyOfUser, noDigest } from '../../../../local/reconcile/entry.ts';
import { judge, statesOf } from '../../../../local/reconcile/judge.ts';
import { Spill } from '../../../../local/reconcile/spill.ts';

/** One in so many is missing in a store. */
const missingEvery = 1000;
const kinds: readonly EntryKind[] = ['user', 'cassandra', 'postgres'];
const [directory = '', count] = process.argv.slice(2);
const users = Number(count);

// A program of its own, whose memory nobody else fills: it brings the rows of so many users together.
const spill = new Spill(directory);
const place = { partition: 0, offset: 0, firstOffset: 0 };
for (const kind of kinds) {
  for (let user = 0; user < users; user += 1) {
    if (kind === 'postgres' && user % missingEvery === 0) continue;
    const key = keyOfUser(`00000000-0000-4000-8000-${String(user).padStart(12, '0')}`);
    spill.add({ kind, key, version: 1n, digest: noDigest, ...place });
  }
}
let missing = 0;
for (const bucket of spill.buckets()) {
  for (const state of statesOf(bucket).values()) {
    missing += judge(
      state,
      () => 0n,
      () => 0,
    ).differences.length;
  }
}
process.stdout.write(String(missing));
