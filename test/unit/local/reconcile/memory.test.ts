import { join } from 'node:path';
import { type EntryKind, keyOfUser, noDigest } from '../../../../local/reconcile/entry.ts';
import { judge, statesOf } from '../../../../local/reconcile/judge.ts';
import { Spill } from '../../../../local/reconcile/spill.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const kinds: readonly EntryKind[] = ['user', 'cassandra', 'postgres'];
/** One in a thousand is missing in a store. */
const missingEvery = 1000;

/** The most memory, in MiB, that it takes to bring the rows of so many users together. */
function peakOf(users: number): { peakMib: number; missing: number } {
  const spill = new Spill(join(directory, String(users)));
  const place = { partition: 0, offset: 0, firstOffset: 0 };
  let [peak, missing, count] = [0, 0, 0];
  const measure = () => {
    const { heapUsed, external } = process.memoryUsage();
    peak = Math.max(peak, heapUsed + external);
  };
  for (const kind of kinds) {
    for (let user = 0; user < users; user += 1) {
      if (kind === 'postgres' && user % missingEvery === 0) continue;
      const key = keyOfUser(`00000000-0000-4000-8000-${String(user).padStart(12, '0')}`);
      spill.add({ kind, key, version: 1n, digest: noDigest, ...place });
      count += 1;
      if (count % 50_000 === 0) measure();
    }
  }
  for (const bucket of spill.buckets()) {
    for (const state of statesOf(bucket).values())
      missing += judge(
        state,
        () => 0n,
        () => 0,
      ).differences.length;
    measure();
  }
  return { peakMib: peak / 1024 ** 2, missing };
}

test('a million users take no more memory than a tenth of them, but for what waits to be collected', () => {
  const small = peakOf(100_000);
  const large = peakOf(1_000_000);

  expect([small.missing, large.missing]).toEqual([100, 1000]);
  // Three million entries at once would take more than 600 MiB.
  expect(large.peakMib - small.peakMib).toBeLessThan(150);
});
