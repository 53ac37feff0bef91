import {
  comparison,
  latestVersion,
  type Schema,
  type SchemaVersion,
  statusOf,
} from '../../../../../local/control-plane/glue/schema.ts';

const created = '2026-01-01T00:00:00.000Z';
const now = Date.parse(created);

function version(number: number, change: Partial<SchemaVersion> = {}): SchemaVersion {
  return { id: `id-${number}`, number, stored: `${number + 10}`, created, settles: created, metadata: [], ...change };
}

function schema(change: Partial<Schema>): Schema {
  return {
    ...{ arn: 'arn', registry: 'registry', name: 'name', format: 'AVRO', compatibility: 'BACKWARD' },
    ...{ checkpoint: 1, nextVersion: 2, created, updated: created, tags: {}, versions: [version(1)] },
    ...change,
  };
}

const failed = { incompatible: 'another type' };
const later = { settles: '2026-01-01T00:00:00.300Z' };

test.each([
  ['AVAILABLE', version(1)],
  ['FAILURE', version(1, failed)],
  ['PENDING', version(1, later)],
  ['PENDING', version(1, { ...later, ...failed })],
])('a version is %s', (status, one) => {
  expect(statusOf(one, now)).toBe(status);
});

test('the latest version is the last one that is decided on and compatible', () => {
  const versions = [version(1), version(3), version(4, failed), version(5, later)];

  expect(latestVersion(schema({ versions }), now)?.number).toBe(3);
  expect(latestVersion(schema({ versions }), now + 300)?.number).toBe(5);
});

test.each([
  ['BACKWARD', { level: 'BACKWARD', numbers: [5] }],
  ['BACKWARD_ALL', { level: 'BACKWARD', numbers: [2, 5] }],
  ['FORWARD', { level: 'FORWARD', numbers: [5] }],
  ['FORWARD_ALL', { level: 'FORWARD', numbers: [2, 5] }],
  ['FULL', { level: 'FULL', numbers: [5] }],
  ['FULL_ALL', { level: 'FULL', numbers: [2, 5] }],
  ['NONE', undefined],
  ['DISABLED', undefined],
] as const)('%s compares with accepted versions, from the checkpoint on', (compatibility, expected) => {
  const versions = [version(1), version(2), version(4, failed), version(5, later), version(6, failed)];

  const compared = comparison(schema({ compatibility, checkpoint: 2, versions }));

  const told = compared && { level: compared.level, numbers: compared.versions.map(({ number }) => number) };
  expect(told).toEqual(expected);
});
