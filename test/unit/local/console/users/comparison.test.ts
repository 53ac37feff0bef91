import type { User } from '../../../../../lambdas/core/user.ts';
import type { UserComparison } from '../../../../../local/console/users/answers.ts';
import { compareUser, type UserSides } from '../../../../../local/console/users/comparison.ts';
import type { Finding } from '../../../../../local/console/users/look.ts';
import { RecordsOfUser } from '../../../../../local/console/users/records-of-user.ts';
import type { CassandraRow } from '../../../../../local/console/users/stored.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { canonicalUser } from '../../../../../local/reconcile/digest.ts';
import { sampleUser } from '../../../lambdas/sample-user.ts';
import { readRecord, recordOf } from './records.ts';

const { id } = sampleUser;
const version = (offset: number) => BigInt(1_700_000_000_000 + offset) * 1000n + BigInt(offset % 1000);

async function findingOf(records: readonly KafkaRecord[], place: Partial<Finding> = {}): Promise<Finding> {
  const found = new RecordsOfUser();
  for (const record of records) found.add({ record, reading: await readRecord(record) });
  const partition = { topic: 'users', partition: 0, low: 0, high: 9, committed: 9 };
  return { ...partition, ranges: [[0, 9]], complete: true, records: found, oldestMs: undefined, ...place };
}

function row(offset: number, fields: Partial<User> = {}): CassandraRow {
  return { user: canonicalUser({ ...sampleUser, ...fields }), version: version(offset), written: {} };
}

function sides(
  kafka: Finding,
  cassandra: CassandraRow | null,
  postgres: CassandraRow | null,
  deleted: bigint | null = null,
) {
  return {
    kafka: { value: kafka },
    cassandra: { value: cassandra },
    postgres: { value: { row: postgres, deleted } },
  } satisfies UserSides;
}

const differing = ({ fields }: UserComparison) =>
  Object.fromEntries(
    fields.filter((field) => field.differing.length > 0).map(({ name, differing: places }) => [name, places]),
  );

test('three places that have the same are equal', async () => {
  const comparison = compareUser(id, sides(await findingOf([recordOf(3, {}), recordOf(5, {})]), row(5), row(5)));

  expect(comparison.verdict).toMatchObject({ tone: 'good', title: 'Equal' });
  expect(differing(comparison)).toEqual({});
  expect(comparison.fields.map(({ name }) => name)).not.toContain('id');
  expect(comparison.fields.find(({ name }) => name === 'dob')?.values.kafka?.text).toBe(sampleUser.dob);
  expect(comparison.kafka).toMatchObject({
    value: {
      newest: { offset: 5 },
      records: [
        { offset: 5, changed: [] },
        { offset: 3, changed: null },
      ],
    },
  });
});

test('a field that somebody changed is named, in the store where it is and nowhere else', async () => {
  const finding = await findingOf([recordOf(5, {})]);
  const comparison = compareUser(id, sides(finding, row(5), row(5, { email: 'x', phone: '1' })));

  expect(comparison.verdict).toMatchObject({
    tone: 'bad',
    sentences: ['PostgreSQL and the newest record differ in email and phone.'],
  });
  expect(differing(comparison)).toEqual({ email: ['postgres'], phone: ['postgres'] });
});

test('a cell of Cassandra that was written apart says when', async () => {
  const finding = await findingOf([recordOf(5, {})]);
  const apart = { ...row(5), written: { email: version(7), phone: version(5) } };
  const { fields } = compareUser(id, sides(finding, apart, row(5)));

  const written = fields.filter(({ values }) => values.cassandra?.written).map(({ name }) => name);
  expect(written).toEqual(['email']);
  expect(fields.find(({ name }) => name === 'email')?.values.postgres?.written).toBeUndefined();
});

test('a missing row is missing, and may wait with the dead letters', async () => {
  const comparison = compareUser(id, sides(await findingOf([recordOf(5, {})]), null, row(5)));

  expect(comparison.verdict).toMatchObject({ tone: 'bad', title: 'Different' });
  expect(comparison.verdict.sentences).toEqual([
    'Cassandra has no row, though the newest record has the user.',
    expect.stringContaining('waits with the dead letters'),
  ]);
  expect(comparison.cassandra).toEqual({ value: null });
});

test('what the sink has not committed is under way, and no fault', async () => {
  const finding = await findingOf([recordOf(3, {}), recordOf(8, { email: 'new' })], { committed: 8 });
  const comparison = compareUser(id, sides(finding, row(3), row(3)));

  expect(comparison.verdict).toMatchObject({ tone: 'busy', title: 'Under way' });
  expect(comparison.kafka).toMatchObject({ value: { newest: { underWay: true } } });
});

test('a user that was deleted is nowhere, and equal; one that is left is named', async () => {
  const finding = await findingOf([recordOf(3, {}), recordOf(5, null)]);

  expect(compareUser(id, sides(finding, null, null, version(5))).verdict).toMatchObject({ title: 'Deleted' });
  expect(compareUser(id, sides(finding, row(3), null, null)).verdict.sentences).toEqual([
    'Cassandra still has a row, though the newest record deletes the user.',
    expect.stringContaining('deleted_users'),
    expect.stringContaining('dead letters'),
  ]);
});

test('a replayed record counts as it stood first', async () => {
  const texts = {
    'replay-partition': '0',
    'replay-offset': '3',
    'replay-timestamp': '1700000000003',
    'replay-count': '2',
  };
  const headers = Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const);
  const finding = await findingOf([recordOf(5, { email: 'new' }), recordOf(7, {}, { headers })]);
  const comparison = compareUser(id, sides(finding, row(5, { email: 'new' }), row(5, { email: 'new' })));

  expect(comparison.verdict.title).toBe('Equal');
  expect(comparison.kafka).toMatchObject({
    value: { newest: { offset: 5 }, records: [{ offset: 7, replay: { partition: 0, offset: 3, count: 2 } }, {}] },
  });
});

test('a record that is no user is told with its reason, and judged nothing of', async () => {
  const poison = recordOf(7, null, { value: Buffer.from('no JSON') });
  const comparison = compareUser(id, sides(await findingOf([recordOf(5, {}), poison]), row(5), row(5)));

  expect(comparison.verdict.title).toBe('Equal');
  expect(comparison.kafka).toMatchObject({
    value: { records: [{ says: 'no user', reason: 'The value is not JSON in UTF-8.' }, {}] },
  });
});

test('where only a part of the topic was looked at, the stores are compared with each other', async () => {
  const partly = await findingOf([], { complete: false, ranges: [[7, 9]] });

  expect(compareUser(id, sides(partly, row(5), row(5))).verdict).toMatchObject({
    tone: 'warning',
    title: 'Stores equal',
  });
  const comparison = compareUser(id, sides(partly, row(5, { email: 'x' }), row(5)));
  expect(differing(comparison)).toEqual({ email: ['cassandra', 'postgres'] });
  expect(comparison.verdict.sentences).toEqual([
    'PostgreSQL and Cassandra differ in email.',
    expect.stringContaining('the rest of the partition may have one'),
  ]);
});

test('a row that a complete topic does not know is one too many; one that it has forgotten is not', async () => {
  const complete = await findingOf([]);
  const begunLater = await findingOf([], { low: 4, ranges: [[4, 9]], oldestMs: 1_700_000_000_008 });

  expect(compareUser(id, sides(complete, row(5), row(5))).verdict.sentences[0]).toBe(
    'Cassandra has a row that the topic knows nothing of.',
  );
  expect(compareUser(id, sides(begunLater, row(5), row(5))).verdict).toMatchObject({ title: 'Stores equal' });
});

test('whoever is nowhere is unknown', async () => {
  const comparison = compareUser(id, sides(await findingOf([]), null, null));

  expect(comparison).toMatchObject({
    verdict: { tone: 'off', title: 'Unknown' },
    name: null,
    picture: null,
    fields: [],
  });
});

test('a place that does not answer is named, and the others are compared', async () => {
  const problem = 'Cassandra does not answer: connect ECONNREFUSED';
  const equal = { ...sides(await findingOf([recordOf(5, {})]), null, row(5)), cassandra: { problem } };
  const different = { ...equal, postgres: { value: { row: row(5, { email: 'x' }), deleted: null } } };

  expect(compareUser(id, equal)).toMatchObject({
    cassandra: { problem },
    verdict: {
      tone: 'warning',
      title: 'Incomplete',
      sentences: ['Cassandra could not be read: nothing is said of it.'],
    },
  });
  expect(compareUser(id, different).verdict.title).toBe('Different');
  const nobody = { kafka: { problem }, cassandra: { problem }, postgres: { problem } };
  expect(compareUser(id, nobody).verdict).toMatchObject({ tone: 'off', title: 'Unknown' });
});

test('values of any size are cut, and compared as a whole', async () => {
  const long = 'x'.repeat(9999);
  const finding = await findingOf([recordOf(5, { address: `${long}y` })]);
  const comparison = compareUser(id, sides(finding, row(5, { address: `${long}z` }), row(5, { address: `${long}y` })));

  expect(differing(comparison)).toEqual({ address: ['cassandra'] });
  expect(JSON.stringify(comparison).length).toBeLessThan(20_000);
  expect(comparison.fields.find(({ name }) => name === 'address')?.values.kafka).toMatchObject({ characters: 10_000 });
});

test.each([
  ['https://randomuser.me/api/portraits/med/men/1.jpg', 'https://randomuser.me/api/portraits/med/men/1.jpg'],
  ['https://randomuser.me.example.com/1.jpg', null],
  ['http://randomuser.me/1.jpg', null],
  ['javascript:alert(1)', null],
])('of the picture %s the page is given %s', async (picture, expected) => {
  const comparison = compareUser(id, sides(await findingOf([recordOf(5, { picture })]), null, null));

  expect(comparison.picture).toBe(expected);
});
