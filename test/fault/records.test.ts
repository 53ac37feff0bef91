import { readDeadLetter } from '../../lambdas/core/dead-letter.ts';
import type { User } from '../../lambdas/core/user.ts';
import { eventually } from '../support/eventually.ts';
import { during } from './faults/fault.ts';
import { freeze } from './faults/signals.ts';
import { victims } from './faults/victims.ts';
import { mappingStatus } from './mapping-status.ts';
import { expectUsers, inStores, minutes, newUsers, untilStored } from './support.ts';
import { usePipeline } from './use-pipeline.ts';
import { hostileTexts } from './workload/hostile-texts.ts';
import { holds, readBodies, readLetters } from './workload/letters.ts';
import { type PoisonKind, poisonKinds, poisonRecord } from './workload/poison.ts';
import { harmlessUser } from './workload/send.ts';
import { storedUsers } from './workload/stored-users.ts';
import { type OutgoingRecord, type Place, replayed } from './workload/topic-writer.ts';

const { settings, writer } = usePipeline();
const { poller } = victims(settings);

const recordOf = (user: User) => writer().userRecord(user);

async function write(records: readonly OutgoingRecord[]) {
  const places = await writer().write(records);
  await untilStored(settings);
  return places;
}

const reasons: Record<PoisonKind, string> = {
  'no frame': 'DESERIALIZATION_ERROR',
  'an unknown schema': 'SCHEMA_NOT_FOUND',
  'no JSON': 'DESERIALIZATION_ERROR',
  'a field is missing': 'DESERIALIZATION_ERROR',
  'U+0000': 'INVALID_RECORD',
  'the key of another user': 'INVALID_RECORD',
  'a tombstone of nobody': 'INVALID_RECORD',
  'too large to be a letter': 'INVALID_RECORD',
  'replay headers that are no numbers': 'INVALID_RECORD',
};

test(
  '#9 each poison record alone becomes a dead letter with its reason and place; its neighbours are stored at once',
  async () => {
    const { counts: before } = await mappingStatus(settings);
    const neighbours = newUsers(2 * poisonKinds.length);
    const poison = poisonKinds.map((kind, index) => {
      const { id } = newUsers(1)[0] as User;
      return { kind, record: poisonRecord(kind, { ...harmlessUser, id }, writer().schemaId), index };
    });
    const records = poison.flatMap(({ record, index }) => [
      recordOf(neighbours[2 * index] as User),
      record,
      recordOf(neighbours[2 * index + 1] as User),
    ]);

    const places = await write(records);

    await expectUsers(settings, neighbours);
    await eventually(async () => {
      const letters = await readLetters(settings);
      const own = poison.map(({ kind, index }) => {
        const place = places[3 * index + 1] as Place;
        const found = letters.filter(({ ranges }) => ranges.some((range) => holds(range, place)));
        return [kind, [...new Set(found.map(({ reason }) => reason))]];
      });
      expect(own).toEqual(poisonKinds.map((kind) => [kind, [reasons[kind]]]));
    }, minutes);
    const { counts } = await mappingStatus(settings);
    expect(counts.dropped).toBe(before.dropped);
    // What is poison for the sink is no failure of its batch.
    expect(counts.failedInvoke).toBe(before.failedInvoke);
  },
  4 * minutes,
);

test(
  '#9 a letter of the sink holds the record, and where the value is when a message cannot hold it',
  async () => {
    const { id } = newUsers(1)[0] as User;
    const large = poisonRecord('too large to be a letter', { ...harmlessUser, id }, writer().schemaId);

    const [place] = await write([large]);

    const letters = (await readBodies(settings)).flatMap((body) => readDeadLetter(body) ?? []);
    const letter = letters.find(({ partition, offset }) => partition === place?.partition && offset === place.offset);
    expect(letter).toMatchObject({
      topic: 'users_created',
      key: Buffer.from(id).toString('base64'),
      value: null,
      valueObject: { bucket: expect.stringContaining('users-dead-letters'), bytes: expect.any(Number) },
      message: expect.stringContaining('first_name'),
    });
  },
  2 * minutes,
);

test(
  '#10 records of one partition that take more than an event holds are split by their bytes, and none is lost',
  async () => {
    const users = newUsers(12, { address: 'x'.repeat(900_000) });

    // The broker takes no batch of them: they come one by one, while nobody reads.
    await during(freeze(poller), async () => {
      for (const user of users) await writer().write([{ ...recordOf(user), partition: 0 }]);
    });
    await untilStored(settings);

    await expectUsers(settings, users);
  },
  2 * minutes,
);

test(
  '#13 whatever comes twice or late, the newest version of a user stays in both stores',
  async () => {
    const [user] = newUsers(1) as [User];
    const change = (number: number): User => ({ ...user, first_name: `version ${number}` });
    const [first] = await write([recordOf(change(1))]);
    const [second] = await write([recordOf(change(2))]);
    if (!first || !second) throw new Error('The broker has acknowledged both.');

    await write([replayed(recordOf(change(1)), first)]);
    await write([replayed(recordOf(change(2)), second)]);
    await expectUsers(settings, [change(2)]);
    await write([{ key: user.id, value: null }]);
    await write([replayed(recordOf(change(2)), second)]);
    expect(await inStores(settings, [user])).toEqual({ cassandra: [], postgres: [] });
    await write([recordOf(change(3))]);

    await expectUsers(settings, [change(3)]);
  },
  4 * minutes,
);

test(
  "#14 a producer's clock that is an hour off changes neither the order nor the versions",
  async () => {
    const [user] = newUsers(1) as [User];
    const hour = 3_600_000;
    const from = Date.now();

    await write([{ ...recordOf({ ...user, first_name: 'first' }), timestampMs: Date.now() + hour }]);
    await write([{ ...recordOf({ ...user, first_name: 'second' }), timestampMs: Date.now() - hour }]);

    await expectUsers(settings, [{ ...user, first_name: 'second' }]);
    for (const store of ['Cassandra', 'PostgreSQL'] as const) {
      const version = (await storedUsers(settings).read(store, [user.id])).get(user.id)?.version ?? 0;
      expect(version).toBeGreaterThanOrEqual(from * 1000);
      expect(version).toBeLessThan((Date.now() + 1) * 1000);
    }
  },
  2 * minutes,
);

test(
  '#19 hostile texts are stored as they are, and what no store could keep is rejected by name',
  async () => {
    const users = hostileTexts.flatMap((text) => newUsers(1, { first_name: text, email: text, address: text }));
    const megabyte = newUsers(1, { first_name: 'n'.repeat(990_000) });

    await write([...users, ...megabyte].map(recordOf));

    await expectUsers(settings, [...users, ...megabyte]);
  },
  2 * minutes,
);
