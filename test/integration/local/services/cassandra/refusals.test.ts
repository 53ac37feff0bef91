import { join } from 'node:path';
import driver from 'cassandra-driver';
import { readCredentials } from '../../../../../local/services/credentials.ts';
import { keyspacesClient, ownKeyspace } from '../../../../support/aws/keyspaces.ts';
import { connections, projectDir, stackEnvironment } from '../../../../support/stack/stack.ts';
import { cassandraClient } from '../../../../support/stores/stores.ts';

const { consistencies, responseErrorCodes } = driver.types;
const keyspace = 'refusals_test';
const client = ownKeyspace(keyspace);
const table = `${keyspace}.events`;
const insert = `INSERT INTO ${table} (id, at, note) VALUES (1, ?, 'a note')`;
const megabyte = 1024 * 1024;

beforeAll(async () => {
  await client.execute(`CREATE TABLE ${table} (id int, at int, note text, PRIMARY KEY (id, at))`);
  await client.execute(`CREATE TYPE ${keyspace}.place (city text)`);
  const columns = Array.from({ length: 226 }, (_, index) => `c${index} int`);
  await client.execute(`CREATE TABLE ${keyspace}.wide (id int PRIMARY KEY, ${columns.join(', ')})
    WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}}`);
});

/** A write of so many columns of the wide table. */
function wideInsert(columns: number, ending = ''): string {
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  return `INSERT INTO ${keyspace}.wide (id, ${names.join(', ')}) VALUES (1${', 0'.repeat(columns)}) ${ending}`;
}

test.each<[string, string]>([
  [`TRUNCATE ${table}`, 'TRUNCATE is not yet supported.'],
  [`CREATE INDEX ON ${table} (note)`, 'CREATE INDEX is not yet supported.'],
  [`CREATE CUSTOM INDEX ON ${table} (note) USING 'StorageAttachedIndex'`, 'CREATE INDEX is not yet supported.'],
  [`DROP INDEX ${keyspace}.events_note_idx`, 'DROP INDEX is not yet supported.'],
  [
    `CREATE MATERIALIZED VIEW ${keyspace}.notes AS SELECT * FROM ${table}
     WHERE id IS NOT NULL AND at IS NOT NULL AND note IS NOT NULL PRIMARY KEY (note, id, at)`,
    'CREATE MATERIALIZED VIEW is not yet supported.',
  ],
  [`DROP MATERIALIZED VIEW ${keyspace}.notes`, 'DROP MATERIALIZED VIEW is not yet supported.'],
  [
    `CREATE FUNCTION ${keyspace}.same (it int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS 'return it;'`,
    'CREATE FUNCTION is not yet supported.',
  ],
  [`DROP FUNCTION ${keyspace}.same`, 'DROP FUNCTION is not yet supported.'],
  [`CREATE AGGREGATE ${keyspace}.most (int) SFUNC same STYPE int`, 'CREATE AGGREGATE is not yet supported.'],
  [`DROP AGGREGATE ${keyspace}.most`, 'DROP AGGREGATE is not yet supported.'],
  [`CREATE TRIGGER fired ON ${table} USING 'Trigger'`, 'CREATE TRIGGER is not yet supported.'],
  [`DROP TRIGGER fired ON ${table}`, 'DROP TRIGGER is not yet supported.'],
  [`ALTER TYPE ${keyspace}.place ADD street text`, 'ALTER TYPE is not yet supported.'],
  [`ALTER TABLE ${table} DROP note`, 'ALTER TABLE DROP is not yet supported.'],
  [`ALTER TABLE ${table} RENAME at TO since`, 'ALTER TABLE RENAME is not yet supported.'],
  ['CREATE ROLE somebody', 'CREATE ROLE is not yet supported.'],
  ['ALTER ROLE aws_iam WITH SUPERUSER = true', 'ALTER ROLE is not yet supported.'],
  ['DROP ROLE aws_iam', 'DROP ROLE is not yet supported.'],
  ["CREATE USER somebody WITH PASSWORD 'secret'", 'CREATE ROLE is not yet supported.'],
  ['GRANT administrator TO aws_iam', 'GRANT is not yet supported.'],
  [`GRANT SELECT ON ${table} TO aws_iam`, 'GRANT is not yet supported.'],
  [`REVOKE SELECT ON ${table} FROM aws_iam`, 'REVOKE is not yet supported.'],
  ['LIST ROLES', 'LIST ROLES is not yet supported.'],
  ['LIST ALL PERMISSIONS', 'LIST PERMISSIONS is not yet supported.'],
  [`SELECT COUNT(*) FROM ${table}`, 'count is not yet supported.'],
  [`SELECT COUNT(note) FROM ${table}`, 'count is not yet supported.'],
  [`SELECT MIN(at) FROM ${table}`, 'min is not yet supported.'],
  [`SELECT MAX(at) FROM ${table}`, 'max is not yet supported.'],
  [`SELECT SUM(at) FROM ${table}`, 'sum is not yet supported.'],
  [`SELECT AVG(at) FROM ${table}`, 'avg is not yet supported.'],
  [`DELETE FROM ${table} WHERE id IN (1, 2)`, 'IN is supported only in SELECT statements.'],
  [`UPDATE ${table} SET note = '' WHERE id = 1 AND at IN (1, 2)`, 'IN is supported only in SELECT statements.'],
  [
    `INSERT INTO ${table} (id, at) VALUES (1, 1) USING TIMESTAMP 1`,
    `Client-side timestamps are not enabled for the table ${table}.`,
  ],
  [
    `DELETE FROM ${table} USING TIMESTAMP 1 WHERE id = 1 AND at = 1`,
    `Client-side timestamps are not enabled for the table ${table}.`,
  ],
  [
    `BEGIN UNLOGGED BATCH USING TIMESTAMP 1 INSERT INTO ${table} (id, at) VALUES (1, 1) APPLY BATCH`,
    `Client-side timestamps are not enabled for the table ${table}.`,
  ],
  [`SELECT WRITETIME(note) FROM ${table}`, `Client-side timestamps are not enabled for the table ${table}.`],
  [`INSERT INTO ${table} (id, at) VALUES (1, 1) USING TTL 60`, `TTL is not enabled for the table ${table}.`],
  [
    `ALTER TABLE ${keyspace}.wide WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'disabled'}}`,
    'Disabling ttl is not supported',
  ],
  [
    `ALTER TABLE ${table} WITH CUSTOM_PROPERTIES = {'client_side_timestamps': {'status': 'disabled'}}`,
    'Disabling client_side_timestamps is not supported',
  ],
  [wideInsert(226), 'Writes of more than 225 columns are not supported.'],
  [wideInsert(167, 'USING TTL 60'), 'Writes of more than 166 columns are not supported.'],
  [
    `INSERT INTO ${table} (id, at, note) VALUES (1, 1, '${'.'.repeat(megabyte)}')`,
    'Rows of more than 1 MB are not supported.',
  ],
])('refuses %.80s', async (statement, message) => {
  const executing = client.execute(statement);

  await expect(executing).rejects.toMatchObject({ code: responseErrorCodes.invalid, message });
});

test.each([wideInsert(225), wideInsert(166, 'USING TTL 60'), `SELECT * FROM ${table} WHERE id IN (1, 2)`])(
  'takes %.60s',
  async (statement) => {
    const executing = client.execute(statement);

    await expect(executing).resolves.toBeDefined();
  },
);

test.each(['two', 'three', 'quorum', 'all', 'eachQuorum', 'serial', 'localSerial'] as const)(
  'refuses to read at %s',
  async (level) => {
    const reading = client.execute(`SELECT * FROM ${table}`, [], { consistency: consistencies[level] });

    await expect(reading).rejects.toThrow(
      /^Consistency level \w+ is not supported for this operation. Supported consistency levels are: ONE, LOCAL_QUORUM, LOCAL_ONE$/,
    );
  },
);

test.each(['one', 'localOne', 'localQuorum'] as const)('reads at %s', async (level) => {
  const reading = client.execute(`SELECT * FROM ${table}`, [], { consistency: consistencies[level] });

  await expect(reading).resolves.toBeDefined();
});

test.each(['any', 'one', 'localOne', 'two', 'quorum', 'all', 'eachQuorum'] as const)(
  'refuses to write at %s',
  async (level) => {
    const consistency = consistencies[level];
    const message = /is not supported for this operation. Supported consistency levels are: LOCAL_QUORUM$/;

    const writing = client.execute(insert, [1], { prepare: true, consistency });
    await expect(writing).rejects.toThrow(message);

    const batch = client.batch([{ query: insert, params: [1] }], { prepare: true, consistency });
    await expect(batch).rejects.toThrow(message);
  },
);

test.each([
  ['unlogged', 30, false],
  ['logged', 100, true],
])('takes an %s batch of %i statements, and none of more', async (_, most, logged) => {
  const statements = Array.from({ length: most }, (_, at) => ({ query: insert, params: [at] }));

  await client.batch(statements, { prepare: true, logged });
  const more = client.batch([...statements, { query: insert, params: [most] }], { prepare: true, logged });

  await expect(more).rejects.toThrow(`Batches with more than ${most} statements are not supported.`);
});

test('refuses conditions in a batch', async () => {
  const statement = { query: `${insert} IF NOT EXISTS`, params: [1] };

  await client.execute(statement.query, statement.params, { prepare: true });
  const batch = client.batch([statement], { prepare: true });

  await expect(batch).rejects.toThrow(
    'Only unconditional INSERT, UPDATE, or DELETE commands are permitted in a batch.',
  );
});

test('refuses a row of more than 1 MB among bound values', async () => {
  const query = `INSERT INTO ${table} (id, at, note) VALUES (2, 1, ?)`;

  await client.execute(query, ['.'.repeat(megabyte - 1)], { prepare: true });
  const big = client.execute(query, ['.'.repeat(megabyte + 1)], { prepare: true });

  await expect(big).rejects.toThrow('Rows of more than 1 MB are not supported.');
});

test.each([
  `CREATE TABLE ${keyspace}.prepared (id int PRIMARY KEY)`,
  `ALTER TABLE ${table} WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}}`,
  `/* gone */ DROP TABLE ${table}`,
])('does not prepare %s', async (statement) => {
  const preparing = client.execute(statement, [], { prepare: true });

  await expect(preparing).rejects.toThrow('Prepared statements are not supported for DDL operations');
});

test('deletes a range of a thousand rows, and none of more', async () => {
  const query = `INSERT INTO ${table} (id, at) VALUES (9, ?)`;
  for (let from = 0; from < 1020; from += 30) {
    const rows = Array.from({ length: 30 }, (_, index) => ({ query, params: [from + index] }));
    await client.batch(rows, { prepare: true, logged: false });
  }

  const partition = client.execute(`DELETE FROM ${table} WHERE id = 9`);
  await expect(partition).rejects.toThrow('Range deletes of more than 1000 rows are not supported.');
  await client.execute(`DELETE FROM ${table} WHERE id = ? AND at >= ?`, [9, 1000], { prepare: true });
  await client.execute(`DELETE FROM ${table} WHERE id = 9`);

  const { rowLength } = await client.execute(`SELECT at FROM ${table} WHERE id = 9`);
  expect(rowLength).toBe(0);
});

test("refuses the same by a password, and on Cassandra's own port", async () => {
  const { username, password } = connections().cassandra;
  const clients = [cassandraClient(), keyspacesClient({ credentials: { username, password } })];
  try {
    for (const guarded of clients) {
      await expect(guarded.execute(`TRUNCATE ${table}`)).rejects.toThrow('TRUNCATE is not yet supported.');
    }
  } finally {
    await Promise.all(clients.map((guarded) => guarded.shutdown()));
  }
});

test('refuses nothing to the administrator, who may say what Keyspaces understands too', async () => {
  const { cassandraAdministrator } = readCredentials(join(projectDir, stackEnvironment.PIPELINE_STATE_DIR));
  const administrator = keyspacesClient({ credentials: cassandraAdministrator });
  const statements = [
    `CREATE TABLE ${keyspace}.own (id int PRIMARY KEY, note text)
      WITH CUSTOM_PROPERTIES = {'client_side_timestamps': {'status': 'enabled'}}`,
    `CREATE INDEX ON ${keyspace}.own (note)`,
    `SELECT COUNT(*) FROM ${keyspace}.own`,
    `TRUNCATE ${keyspace}.own`,
    'LIST ROLES',
  ];
  try {
    for (const statement of statements) {
      const executing = administrator.execute(statement, [], { consistency: consistencies.quorum });
      await expect(executing).resolves.toBeDefined();
    }
  } finally {
    await administrator.shutdown();
  }
});
