import driver from 'cassandra-driver';
import { migrateCassandra } from '../../../../lambdas/migrate/migrate-cassandra.ts';

/** A store that has keyspace and table, and answers thus when it is asked for Keyspaces' properties of the table. */
function storeWith(answer: () => Promise<{ rows: object[] }>) {
  const definitions: string[] = [];
  const execute = async (query: string) => {
    if (query.includes('system_schema_mcs')) return answer();
    if (!query.startsWith('SELECT')) definitions.push(query);
    return { rowLength: 1, rows: [{}] };
  };
  return { client: { execute } as unknown as driver.Client, definitions };
}

function refusal(code: number): Promise<never> {
  return Promise.reject(new driver.errors.ResponseError(code, 'keyspace system_schema_mcs does not exist'));
}

const properties = (custom_properties: object) => async () => ({ rows: [{ custom_properties }] });

test.each([
  ['Cassandra, which knows no such properties', () => refusal(driver.types.responseErrorCodes.invalid)],
  ['Keyspaces whose table takes timestamps', properties({ client_side_timestamps: { status: 'enabled' } })],
])('nothing is left to do on %s', async (_, answer) => {
  const { client, definitions } = storeWith(answer);

  await migrateCassandra(client, 'users');

  expect(definitions).toEqual([]);
});

test("Keyspaces' table is altered where it takes no timestamps", async () => {
  const { client, definitions } = storeWith(properties({ ttl: { status: 'enabled' } }));

  await migrateCassandra(client, 'users');

  expect(definitions).toEqual([
    "ALTER TABLE users.created_users WITH CUSTOM_PROPERTIES = {'client_side_timestamps': {'status': 'enabled'}}",
  ]);
});

test('a store that does not answer fails the migration', async () => {
  const { client } = storeWith(() => refusal(driver.types.responseErrorCodes.overloaded));

  await expect(migrateCassandra(client, 'users')).rejects.toThrow('does not exist');
});
