import type driver from 'cassandra-driver';

/** Creates the keyspace, with an empty table `created_users` as the stack makes it. */
export async function createUsersTable(client: driver.Client, keyspace: string): Promise<void> {
  await client.execute(
    `CREATE KEYSPACE ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
  );
  await client.execute(`CREATE TABLE ${keyspace}.created_users (
    id uuid PRIMARY KEY,
    first_name text,
    last_name text,
    gender text,
    address text,
    post_code text,
    email text,
    username text,
    dob timestamp,
    registered_date timestamp,
    phone text,
    picture text
  ) WITH CUSTOM_PROPERTIES = {'client_side_timestamps': {'status': 'enabled'}}`);
}
