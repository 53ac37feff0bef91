import { keyspacesClient, ownKeyspace } from '../../../../support/aws/keyspaces.ts';
import { connections } from '../../../../support/stack/stack.ts';

const keyspace = 'system_schema_test';
const client = ownKeyspace(keyspace);

beforeAll(async () => {
  await client.execute(`CREATE TABLE ${keyspace}.events (
    id int, at int, shared text STATIC, note list<text>, PRIMARY KEY (id, at)
  ) WITH CLUSTERING ORDER BY (at DESC)`);
});

test('tells everybody that a table is active, as soon as it is there', async () => {
  const { username, password } = connections().cassandra;
  const everybody = [client, keyspacesClient({ credentials: { username, password } })];
  const status = 'SELECT status FROM system_schema_mcs.tables WHERE keyspace_name = ? AND table_name = ?';

  const told = await Promise.all(everybody.map((one) => one.execute(status, [keyspace, 'events'], { prepare: true })));

  expect(told.map(({ rows }) => rows.map((row) => row.status))).toEqual([['ACTIVE'], ['ACTIVE']]);
  await everybody[1]?.shutdown();
});

test('tells nothing of a table that is not there', async () => {
  const status = 'SELECT status FROM system_schema_mcs.tables WHERE keyspace_name = ? AND table_name = ?';

  const { rowLength } = await client.execute(status, [keyspace, 'nothing'], { prepare: true });

  expect(rowLength).toBe(0);
});

test('tells when a table was made', async () => {
  const before = Date.now();
  await client.execute(`CREATE TABLE ${keyspace}.young (id int PRIMARY KEY)`);

  const { rows } = await client.execute(`SELECT creation_time FROM system_schema_mcs.tables
    WHERE keyspace_name = '${keyspace}' AND table_name = 'young'`);

  const made = Number(rows[0]?.creation_time);
  expect(made).toBeGreaterThanOrEqual(before - 1);
  expect(made).toBeLessThanOrEqual(Date.now());
});

test('tells the columns of a table', async () => {
  const { rows } = await client.execute(`SELECT column_name, kind, position, type, clustering_order
    FROM system_schema_mcs.columns WHERE keyspace_name = '${keyspace}' AND table_name = 'events'`);

  expect(rows.map((row) => row.values())).toEqual([
    ['at', 'clustering', 0, 'int', 'desc'],
    ['id', 'partition_key', 0, 'int', 'none'],
    ['note', 'regular', -1, 'list<text>', 'none'],
    ['shared', 'static', -1, 'text', 'none'],
  ]);
});

test('lists all keyspaces, those of Cassandra too', async () => {
  const { rows } = await client.execute('SELECT keyspace_name FROM system_schema_mcs.keyspaces');

  const names = rows.map((row) => row.keyspace_name);
  expect(names).toEqual(expect.arrayContaining([keyspace, 'system', 'system_schema']));
});

test('cannot be written', async () => {
  const writing = client.execute(`DELETE FROM system_schema_mcs.tables WHERE keyspace_name = '${keyspace}'`);

  await expect(writing).rejects.toThrow();
});
