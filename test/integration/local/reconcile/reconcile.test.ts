import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditEntry, postgresAudit } from '../../../../lambdas/redrive/audit.ts';
import { readLetter } from '../../../../lambdas/redrive/letter.ts';
import { failureRecord } from '../../../../local/event-source-mapping/sender/failure-record.ts';
import { compare } from '../../../../local/reconcile/compare.ts';
import type { Summary } from '../../../../local/reconcile/summary.ts';
import { cleanUp } from '../../../support/event-source-mapping/clean-up.ts';
import { deleteRecords } from '../../../support/event-source-mapping/topics.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { ownStores } from '../../lambdas/own-stores.ts';
import { aUser } from '../../lambdas/sink-users/sink.ts';
import { differencesOf, ownPipeline } from './own-pipeline.ts';

const stores = ownStores('reconcile');
const directory = temporaryDirectory();

type Pipeline = Awaited<ReturnType<typeof ownPipeline>>;
let pipeline: Pipeline;
let ids: string[];
const table = () => `${stores.keyspace}.created_users`;

/** Users and a deleted one in topic and stores. */
beforeEach(async () => {
  pipeline = await ownPipeline(stores, directory);
  ids = Array.from({ length: 10 }, () => randomUUID());
  await pipeline.produce(ids.map((id) => ({ key: id, value: JSON.stringify(aUser(id, { first_name: 'früher' })) })));
  await pipeline.produce(ids.map((id) => ({ key: id, value: JSON.stringify(aUser(id, { last_name: "O'Brien 😀" })) })));
  await pipeline.produce([{ key: ids[9] as string, value: null }]);
  await pipeline.deliver();
});

afterEach(async () => {
  await cleanUp();
  await stores.postgres.query('DELETE FROM created_users');
  await stores.postgres.query('DELETE FROM deleted_users');
  const { rows } = await stores.cassandra.execute(`SELECT id FROM ${table()}`);
  // No other test has these ids: that their deletion is newer than what is to come does not matter.
  await Promise.all(rows.map(({ id }) => cql(`DELETE FROM ${table()}`, id)));
});

async function compared(): Promise<Summary> {
  const found = await pipeline.compare();
  if ('underWay' in found) throw new Error(`${found.underWay} records are under way`);
  return found;
}

const cql = (text: string, id: string | undefined) =>
  stores.cassandra.execute(`${text} WHERE id = ?`, [id], { prepare: true });
const sql = (text: string, id: string | undefined) => stores.postgres.query(`${text} WHERE id = $1`, [id]);

test('stores that have what the topic says do not differ, and nothing is left but an empty file', async () => {
  const found = await compared();

  await expect(differencesOf(found)).resolves.toEqual([]);
  expect(found.tally.totals).toEqual({ topic: 9, cassandra: 9, postgres: 9 });
  expect(found.counts).toEqual({ records: 21, notUsers: 0 });
  expect(readdirSync(directory)).toEqual(['differences.jsonl']);
});

test('what a run that was killed has left is deleted by the next, and what one under way needs is not', async () => {
  const pidOfNobody = 2 ** 22 + 1;
  for (const pid of [pidOfNobody, process.ppid]) mkdirSync(join(directory, `scratch-${pid}-abc`));

  await compared();

  expect(readdirSync(directory).sort()).toEqual(['differences.jsonl', `scratch-${process.ppid}-abc`]);
  rmSync(join(directory, `scratch-${process.ppid}-abc`), { recursive: true });
});

/** Each by the hand of somebody, with the differences that it makes. */
const plants: Record<
  string,
  { plant: (id: string) => Promise<unknown>; of?: number; makes: (id: string) => string[] }
> = {
  'a row deleted in Cassandra': {
    plant: (id) => cql(`DELETE FROM ${table()}`, id),
    makes: (id) => [`missing Cassandra ${id}`],
  },
  'a row deleted in PostgreSQL': {
    plant: (id) => sql('DELETE FROM created_users', id),
    makes: (id) => [`missing PostgreSQL ${id}`],
  },
  'a field changed in Cassandra': {
    plant: (id) => cql(`UPDATE ${table()} SET email = 'x@example.com'`, id),
    makes: (id) => [`fields Cassandra ${id}`],
  },
  'a field made null in Cassandra': {
    plant: (id) => cql(`UPDATE ${table()} SET first_name = null`, id),
    makes: (id) => [`fields Cassandra ${id}`],
  },
  'an instant changed by a microsecond in PostgreSQL': {
    plant: (id) => sql("UPDATE created_users SET dob = dob + interval '1 microsecond'", id),
    makes: (id) => [`fields PostgreSQL ${id}`],
  },
  'a version lowered in PostgreSQL': {
    plant: (id) => sql('UPDATE created_users SET version = version - 1000', id),
    makes: (id) => [`version PostgreSQL ${id}`],
  },
  'a version raised in PostgreSQL': {
    plant: (id) => sql('UPDATE created_users SET version = version + 1', id),
    makes: (id) => [`version PostgreSQL ${id}`],
  },
  'a deleted user brought back in PostgreSQL': {
    of: 9,
    plant: async (id) => {
      await stores.postgres.query(
        `INSERT INTO created_users SELECT $1, 'a', 'b', 'c', 'd', 'e', 'f', 'g', now(), now(), 'h', 'i', 1`,
        [id],
      );
    },
    makes: (id) => [`undeleted PostgreSQL ${id}`],
  },
  'a deleted user brought back in Cassandra': {
    of: 9,
    plant: (id) =>
      stores.cassandra.execute(`INSERT INTO ${table()} (id, first_name) VALUES (?, 'a')`, [id], { prepare: true }),
    makes: (id) => [`undeleted Cassandra ${id}`],
  },
  'a deletion forgotten in PostgreSQL': {
    of: 9,
    plant: (id) => sql('DELETE FROM deleted_users', id),
    makes: (id) => [`deletion PostgreSQL ${id}`],
  },
  'a deletion that never was in PostgreSQL': {
    plant: (id) =>
      stores.postgres.query('INSERT INTO deleted_users SELECT id, version FROM created_users WHERE id = $1', [id]),
    makes: (id) => [`deletion PostgreSQL ${id}`],
  },
};

test.each(Object.entries(plants))('%s is found, and --repair mends it', async (_, { plant, of = 3, makes }) => {
  const id = ids[of] as string;
  await plant(id);

  const found = await compared();
  await expect(differencesOf(found)).resolves.toEqual(makes(id));
  const { left } = await pipeline.repair(found);

  await expect(differencesOf(left)).resolves.toEqual([]);
  const again = await compared();
  expect(again).toMatchObject({ differing: 0 });
});

test('a row that the topic does not know is found and named, and left alone', async () => {
  const stranger = randomUUID();
  await stores.cassandra.execute(`INSERT INTO ${table()} (id, first_name) VALUES (?, 'a')`, [stranger], {
    prepare: true,
  });

  const found = await compared();
  const { replayed, left } = await pipeline.repair(found);

  expect(replayed).toBe(0);
  await expect(differencesOf(left)).resolves.toEqual([`extra Cassandra ${stranger}`]);
});

test('the fields that differ are named, with both values', async () => {
  await sql(`UPDATE created_users SET email = E'x\\u202e@example.com', phone = ''`, ids[0]);

  const { kinds } = await compared();

  expect(kinds.get('fields')?.first).toEqual([
    expect.objectContaining({
      id: ids[0],
      fields: [
        { name: 'email', expected: '"ada@example.com"', found: '"x\\u202e@example.com"' },
        { name: 'phone', expected: '"020 7946 0000"', found: '""' },
      ],
    }),
  ]);
});

test('records that the sink has not taken yet are counted instead of compared', async () => {
  await pipeline.produce(ids.slice(0, 3).map((id) => ({ key: id, value: JSON.stringify(aUser(id)) })));

  await expect(pipeline.compare()).resolves.toEqual({ underWay: 3 });
});

test('a record that is no user is none, as long as there is a letter of it, of either kind', async () => {
  await pipeline.produce([{ key: 'a', value: 'no JSON', partition: 1 }]);
  await pipeline.deliver();
  const { ports } = pipeline;
  const offset = ((await ports.topic.ranges()).get(1)?.high ?? 0) - 1;
  await expect(compared()).resolves.toMatchObject({ differing: 0, counts: { notUsers: 1 } });

  await pipeline.loseLetters();
  const lost = await compared();
  await expect(differencesOf(lost)).resolves.toEqual([`lost dead letter ${JSON.stringify({ partition: 1, offset })}`]);

  const info = { firstRecordOffset: String(offset - 1), lastRecordOffset: String(offset) };
  await pipeline.send({ KafkaBatchInfo: { recordsInfo: { [`${pipeline.name}-1`]: info } } });
  await expect(compared()).resolves.toMatchObject({ differing: 0 });
});

test('a lost letter is published again by --repair, and waits with the dead letters once more', async () => {
  await pipeline.produce([{ key: 'a', value: 'no JSON', partition: 0, headers: { trace: 'x' } }]);
  await pipeline.deliver();
  await pipeline.loseLetters();

  const { replayed, renewed, left } = await pipeline.repair(await compared());

  expect({ replayed, renewed }).toEqual({ replayed: 1, renewed: 0 });
  await expect(differencesOf(left)).resolves.toEqual([]);
  await expect(pipeline.letters()).resolves.toHaveLength(1);
});

/** As npm run redrive writes it. */
async function audit(action: AuditEntry['action'], letter: unknown): Promise<void> {
  const message = { messageId: '', receipt: '', body: JSON.stringify(letter), sentMs: 0 };
  const read = readLetter(message);
  const entry = { letter: read, action, records: action === 'refused' ? 0 : read.records, replays: 1 };
  await postgresAudit(stores.postgres).write([entry], { requestedBy: 'somebody', requestId: '1' });
}

test.each(['replayed', 'discarded'] as const)(
  'a letter that was %s, as redrive has noted, is none that is lost',
  async (action) => {
    await pipeline.produce(['a', 'b'].map((key) => ({ key, value: 'no JSON', partition: 1 })));
    await pipeline.deliver();
    const [one, ...others] = await pipeline.letters();
    await pipeline.loseLetters();
    await audit('refused', others[0]);
    await expect(compared()).resolves.toMatchObject({ differing: 2 });

    await audit(action, one);

    await expect(compared()).resolves.toMatchObject({ differing: 1 });
  },
);

test('that is so for each record of a letter that the mapping has written', async () => {
  await pipeline.produce(['a', 'b', 'c'].map((key) => ({ key, value: 'no JSON', partition: 1 })));
  await pipeline.deliver();
  await pipeline.loseLetters();
  const end = (await pipeline.ports.topic.ranges()).get(1)?.high ?? 0;
  const records = [end - 3, end - 2].map((offset) => ({ partition: 1, offset, timestampMs: 0, json: '', bytes: 0 }));
  const source = { kind: 'SelfManagedKafka', bootstrapServers: '', topic: pipeline.name } as const;
  const given = {
    source,
    functionArn: '',
    condition: 'RetryAttemptsExhausted',
    invocations: 1,
    answer: undefined,
  } as const;

  await audit('replayed', failureRecord({ ...given, records, payloadBytes: 0 }, '1', Date.now()));

  await expect(compared()).resolves.toMatchObject({ differing: 1 });
});

test('where the topic forgot its beginning, only the stores are compared with each other', async () => {
  const low = (await pipeline.ports.topic.ranges()).get(0)?.high ?? 0;
  await deleteRecords(pipeline.name, low);
  const inFirst = ids.filter((id) => pipeline.ports.partitionOf(id, 2) === 0);
  const [one = ''] = inFirst.filter((id) => id !== ids[9]);
  await sql('DELETE FROM created_users', one);

  const found = await compared();

  await expect(differencesOf(found)).resolves.toEqual(one ? [`missing PostgreSQL ${one}`] : []);
  expect(found.older).toBe(inFirst.length);
  // The deleted user counts in the table of no partition.
  const judged = ids.filter((id) => !inFirst.includes(id) && id !== ids[9]);
  expect(found.tally.totals).toEqual({ topic: judged.length, cassandra: judged.length, postgres: judged.length });
  await expect(pipeline.repair(found)).resolves.toMatchObject({ replayed: 0, renewed: 0 });
});

test('a repair that runs twice publishes again and changes nothing', async () => {
  await cql(`DELETE FROM ${table()}`, ids[0]);
  const found = await compared();
  const before = await stores.read();
  await pipeline.repair(found);
  const once = await stores.read();

  await expect(pipeline.repair(await compared())).resolves.toMatchObject({ replayed: 0 });

  expect(before.cassandra.size).toBe(8);
  expect(once.cassandra).toEqual(once.postgres);
  await expect(stores.read()).resolves.toEqual(once);
});

test('an interruption ends it and leaves no directory', async () => {
  const interruption = new AbortController();
  const show: typeof pipeline.ports.show = async ({ title, run }) => {
    if (title === 'Reading Cassandra') interruption.abort(new Error('Interrupted.'));
    await run(() => undefined);
  };

  await expect(compare({ ...pipeline.ports, show }, pipeline.options, interruption.signal)).rejects.toThrow(
    'Interrupted.',
  );
  expect(readdirSync(directory)).toEqual(['differences.jsonl']);
});
