import { randomUUID } from 'node:crypto';
import { ownKeyspace } from '../../../../support/aws/keyspaces.ts';

const keyspace = 'dialect_test';
const client = ownKeyspace(keyspace);

/** The name of a table that no other test has. */
const newTable = () => `${keyspace}.t${randomUUID().replaceAll('-', '')}`;

async function properties(table: string) {
  const where = 'WHERE keyspace_name = ? AND table_name = ?';
  const query = `SELECT custom_properties FROM system_schema_mcs.tables ${where}`;
  const { rows } = await client.execute(query, table.split('.'), { prepare: true });
  return rows[0]?.custom_properties;
}

async function tags(table: string) {
  const query = 'SELECT tags FROM system_schema_mcs.tags WHERE keyspace_name = ? AND resource_name = ?';
  const { rows } = await client.execute(query, table.split('.'), { prepare: true });
  return rows[0]?.tags;
}

const defaults = {
  capacity_mode: { throughput_mode: 'PAY_PER_REQUEST' },
  encryption_specification: { encryption_type: 'AWS_OWNED_KMS_KEY' },
  point_in_time_recovery: { status: 'disabled' },
};

test.each([
  "{'class': 'SingleRegionStrategy'}",
  "{'class': 'SimpleStrategy', 'replication_factor': 3}",
  "{'class': 'org.apache.cassandra.locator.SimpleStrategy', 'replication_factor': '3'}",
  "{'class': 'NetworkTopologyStrategy', 'us-east-1': '3', 'eu-west-1': '3'}",
])('a keyspace of %s has one replica here', async (replication) => {
  const name = 'dialect_other_test';
  await client.execute(`DROP KEYSPACE IF EXISTS ${name}`);

  await client.execute(`CREATE KEYSPACE ${name} WITH TAGS = {'team': 'a'} AND replication = ${replication}`);

  const { rows } = await client.execute('SELECT replication FROM system_schema_mcs.keyspaces WHERE keyspace_name = ?', [
    name,
  ]);
  expect(rows[0]?.replication).toEqual({
    class: 'org.apache.cassandra.locator.SimpleStrategy',
    replication_factor: '1',
  });
  await client.execute(`DROP KEYSPACE ${name}`);
});

test('a table is made with properties, tags and options of Cassandra in any order', async () => {
  const table = newTable();

  await client.execute(`-- CUSTOM_PROPERTIES = {} in a comment
    create table ${table} (id int, at int, tags text, PRIMARY KEY (id, at))
    WITH comment = 'CUSTOM_PROPERTIES = {''is'': ''text''}' AND custom_properties = {
      'capacity_mode': {'throughput_mode': 'PROVISIONED', 'read_capacity_units': 10, 'write_capacity_units': 20},
      'point_in_time_recovery': {'status': 'enabled'},
      'encryption_specification': {'encryption_type': 'CUSTOMER_MANAGED_KMS_KEY', 'kms_key_identifier': 'arn:aws:kms'},
      'client_side_timestamps': {'status': 'enabled'},
      'ttl': {'status': 'enabled'}
    } AND CLUSTERING ORDER BY (at DESC) AND TAGS = {'it''s': 'mine', 'team': 'a'}`);

  expect(await properties(table)).toEqual({
    capacity_mode: { throughput_mode: 'PROVISIONED', read_capacity_units: '10', write_capacity_units: '20' },
    point_in_time_recovery: { status: 'enabled' },
    encryption_specification: { encryption_type: 'CUSTOMER_MANAGED_KMS_KEY', kms_key_identifier: 'arn:aws:kms' },
    client_side_timestamps: { status: 'enabled' },
    ttl: { status: 'enabled' },
  });
  expect(await tags(table)).toEqual({ "it's": 'mine', team: 'a' });
  const { rows } = await client.execute(
    'SELECT comment FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?',
    table.split('.'),
  );
  expect(rows[0]?.comment).toBe("CUSTOM_PROPERTIES = {'is': 'text'}");
});

test('a table that exists already keeps its properties', async () => {
  const table = newTable();
  const definition = `CREATE TABLE IF NOT EXISTS ${table} (id int PRIMARY KEY)`;
  await client.execute(definition);

  await client.execute(`${definition} WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}}`);

  expect(await properties(table)).toEqual(defaults);
});

test('properties are altered one by one, and outlive other alterations', async () => {
  const table = newTable();
  await client.execute(`CREATE TABLE ${table} (id int PRIMARY KEY)
    WITH CUSTOM_PROPERTIES = {'point_in_time_recovery': {'status': 'enabled'}}`);

  await client.execute(`ALTER TABLE ${table} WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}}`);
  await client.execute(`ALTER TABLE ${table} ADD note text`);

  const expected = { ...defaults, point_in_time_recovery: { status: 'enabled' }, ttl: { status: 'enabled' } };
  expect(await properties(table)).toEqual(expected);
});

test('tags are added and dropped', async () => {
  const table = newTable();
  await client.execute(`CREATE TABLE ${table} (id int PRIMARY KEY) WITH TAGS = {'a': '1', 'b': '2'}`);

  await client.execute(`ALTER TABLE ${table} ADD TAGS {'b': '3', 'c': '4'}`);
  await client.execute(`ALTER TABLE ${table} DROP TAGS {'a': '1'}`);

  expect(await tags(table)).toEqual({ b: '3', c: '4' });
});

test('a table with a time to live for its rows has TTL', async () => {
  const table = newTable();

  await client.execute(`CREATE TABLE ${table} (id int PRIMARY KEY) WITH default_time_to_live = 60`);

  expect(await properties(table)).toEqual({ ...defaults, ttl: { status: 'enabled' } });
});

test('a table takes timestamps from when it is altered to, by statements too that were prepared before', async () => {
  const table = newTable();
  const insert = `INSERT INTO ${table} (id, note) VALUES (1, ?) USING TIMESTAMP ?`;
  const read = `SELECT writetime(note) AS written FROM ${table} WHERE id = 1`;
  const execute = (query: string, values: unknown[]) => client.execute(query, values, { prepare: true });
  await client.execute(`CREATE TABLE ${table} (id int PRIMARY KEY, note text)`);
  await expect(execute(insert, ['early', 5])).rejects.toThrow('Client-side timestamps are not enabled');
  await expect(execute(read, [])).rejects.toThrow('Client-side timestamps are not enabled');

  await client.execute(
    `ALTER TABLE ${table} WITH CUSTOM_PROPERTIES = {'client_side_timestamps': {'status': 'enabled'}}`,
  );
  await execute(insert, ['late', 5]);

  const { rows } = await execute(read, []);
  expect(String(rows[0]?.written)).toBe('5');
});

test.each([
  ["CUSTOM_PROPERTIES = {'colour': {'status': 'enabled'}}", 'Unknown custom property: colour'],
  ["CUSTOM_PROPERTIES = {'ttl': {'status': 'perhaps'}}", 'The status of ttl is enabled or disabled'],
  ["CUSTOM_PROPERTIES = {'ttl': 'enabled'}", 'CUSTOM_PROPERTIES is a map of maps'],
  ["CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}", 'CUSTOM_PROPERTIES is a map of maps'],
  ["TAGS = {'team'}", 'TAGS are maps of texts'],
])('refuses a table with %s', async (options, problem) => {
  const defining = client.execute(`CREATE TABLE ${newTable()} (id int PRIMARY KEY) WITH ${options}`);

  await expect(defining).rejects.toThrow(problem);
});
