import fc from 'fast-check';
import { encodeUser } from '../../../../../lambdas/core/user.ts';
import { readRecords } from '../../../../../lambdas/sink-users/read-records.ts';
import { offsetOf, originOfVersion, versionView } from '../../../../../local/console/users/versions.ts';
import { sampleUser } from '../../../lambdas/sample-user.ts';

/** The version that the sink makes of a record. */
function versionOf(timestamp: number, offset: number): bigint {
  const key = Buffer.from(sampleUser.id).toString('base64');
  const value = encodeUser(sampleUser).toString('base64');
  const event = { topic: 'users', partition: 0, offset, timestamp, key, value, headers: [] };
  const [change] = readRecords({ records: { 'users-0': [event] } }).changes;
  return BigInt(change?.version ?? -1);
}

test('a version leads back to its record, wherever the first one of its millisecond is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4_000_000_000_000 }),
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.integer({ min: 0, max: 999 }),
      (timestampMs, first, later) => {
        const origin = originOfVersion(versionOf(timestampMs, first + later));

        expect(origin).toEqual({ timestampMs, offsetEnd: (first + later) % 1000 });
        expect(origin && offsetOf(origin, first)).toBe(first + later);
      },
    ),
  );
});

test.each([0n, -1n, 2n ** 53n, 2n ** 63n - 1n])('%d is no version of the sink and leads nowhere', (version) => {
  expect(originOfVersion(version)).toBeUndefined();
});

test('a version is shown with its time, and one that is no time without', () => {
  expect(versionView(1_795_731_108_511_018n)).toEqual({ version: '1795731108511018', at: '2026-11-26T22:11:48.511Z' });
  expect(versionView(2n ** 63n - 1n)).toEqual({ version: '9223372036854775807', at: null });
  expect(versionView(-1n)).toEqual({ version: '-1', at: null });
});
