import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableAutoScalingSettingsCommand,
  GetTableCommand,
  ListTablesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-keyspaces';
import type driver from 'cassandra-driver';
import { keyspacesClient } from '../../../../../support/aws/keyspaces.ts';
import { cassandraClient } from '../../../../../support/stores/stores.ts';
import { createKeyspace, deleteKeyspaces, keyspaces, untilActive, untilGone } from '../test-keyspaces.ts';

let client: driver.Client;
let keyspaceName: string;

beforeAll(async () => {
  client = cassandraClient();
  keyspaceName = await createKeyspace();
});

afterAll(async () => {
  await client.shutdown();
  await deleteKeyspaces();
});

const get = (tableName: string) => keyspaces.send(new GetTableCommand({ keyspaceName, tableName }));
const plain = { allColumns: [{ name: 'id', type: 'uuid' }], partitionKeys: [{ name: 'id' }] };

async function createTable(tableName: string): Promise<void> {
  await keyspaces.send(new CreateTableCommand({ keyspaceName, tableName, schemaDefinition: plain }));
  await untilActive(keyspaceName, tableName);
}

async function update(tableName: string, change: Omit<UpdateTableCommandInput, 'keyspaceName' | 'tableName'>) {
  await keyspaces.send(new UpdateTableCommand({ keyspaceName, tableName, ...change }));
  const { status } = await get(tableName);
  return { status, table: await untilActive(keyspaceName, tableName) };
}

test('a table is created in the background, with everything that was asked for', async () => {
  const tableName = 'Visits';
  const { resourceArn } = await keyspaces.send(
    new CreateTableCommand({
      keyspaceName,
      tableName,
      schemaDefinition: {
        allColumns: [
          ...[
            { name: 'Place', type: 'TEXT' },
            { name: 'owner', type: 'varchar' },
          ],
          ...[
            { name: 'day', type: 'date' },
            { name: 'at', type: 'timestamp' },
          ],
          ...[
            { name: 'labels', type: 'map<text, frozen<list<int>>>' },
            { name: 'pair', type: 'tuple<int, text>' },
          ],
        ],
        partitionKeys: [{ name: 'place' }, { name: 'day' }],
        clusteringKeys: [{ name: 'at', orderBy: 'DESC' }],
        staticColumns: [{ name: 'owner' }],
      },
      comment: { message: "who's been where" },
      capacitySpecification: { throughputMode: 'PROVISIONED', readCapacityUnits: 5, writeCapacityUnits: 7 },
      pointInTimeRecovery: { status: 'ENABLED' },
      clientSideTimestamps: { status: 'ENABLED' },
      defaultTimeToLive: 3600,
    }),
  );
  const early = await get(tableName);

  const table = await untilActive(keyspaceName, tableName);

  expect(resourceArn).toBe(`arn:aws:cassandra:us-east-1:000000000000:/keyspace/${keyspaceName}/table/Visits`);
  expect(early.status).toBe('CREATING');
  expect(early.comment).toEqual({ message: "who's been where" });
  expect(table).toMatchObject({
    ...{ keyspaceName, tableName, resourceArn },
    schemaDefinition: {
      allColumns: [
        ...[
          { name: 'place', type: 'text' },
          { name: 'day', type: 'date' },
          { name: 'at', type: 'timestamp' },
        ],
        ...[
          { name: 'owner', type: 'text' },
          { name: 'labels', type: 'map<text, frozen<list<int>>>' },
        ],
        { name: 'pair', type: 'frozen<tuple<int, text>>' },
      ],
      partitionKeys: [{ name: 'place' }, { name: 'day' }],
      clusteringKeys: [{ name: 'at', orderBy: 'DESC' }],
      staticColumns: [{ name: 'owner' }],
    },
    comment: { message: "who's been where" },
    capacitySpecification: { throughputMode: 'PROVISIONED', readCapacityUnits: 5, writeCapacityUnits: 7 },
    encryptionSpecification: { type: 'AWS_OWNED_KMS_KEY' },
    pointInTimeRecovery: { status: 'ENABLED', earliestRestorableTimestamp: expect.any(Date) },
    ttl: { status: 'ENABLED' },
    defaultTimeToLive: 3600,
    clientSideTimestamps: { status: 'ENABLED' },
  });
  expect(Math.abs(Date.now() - Number(table.creationTimestamp))).toBeLessThan(60_000);
});

test('a table may be used by whoever signs in, with AWS credentials or a password', async () => {
  await createTable('shared');
  const signed = keyspacesClient();
  const rows = [];

  for (const who of [client, signed]) {
    await who.execute(`INSERT INTO ${keyspaceName}.shared (id) VALUES (uuid())`);
    rows.push((await who.execute(`SELECT id FROM ${keyspaceName}.shared`)).rowLength);
  }
  await signed.shutdown();

  expect(rows).toEqual([1, 2]);
});

test("a table without wishes has AWS's defaults", async () => {
  await createTable('plain');

  const { $metadata: _, ...table } = await get('plain');

  expect(table).toEqual({
    ...{ keyspaceName, tableName: 'plain', status: 'ACTIVE', creationTimestamp: expect.any(Date) },
    resourceArn: expect.stringMatching(/\/table\/plain$/),
    schemaDefinition: { ...plain, clusteringKeys: [], staticColumns: [] },
    capacitySpecification: {
      throughputMode: 'PAY_PER_REQUEST',
      lastUpdateToPayPerRequestTimestamp: expect.any(Date),
    },
    encryptionSpecification: { type: 'AWS_OWNED_KMS_KEY' },
    pointInTimeRecovery: { status: 'DISABLED' },
    defaultTimeToLive: 0,
    comment: { message: '' },
  });
});

test('each setting is changed by an update of its own', async () => {
  await createTable('changing');
  const kms = {
    type: 'CUSTOMER_MANAGED_KMS_KEY' as const,
    kmsKeyIdentifier: 'arn:aws:kms:us-east-1:000000000000:key/1',
  };
  const capacitySpecification = { throughputMode: 'PROVISIONED' as const, readCapacityUnits: 1, writeCapacityUnits: 2 };
  const autoScalingSpecification = {
    readCapacityAutoScaling: {
      ...{ minimumUnits: 1, maximumUnits: 10 },
      scalingPolicy: { targetTrackingScalingPolicyConfiguration: { targetValue: 70 } },
    },
  };

  const columns = await update('changing', { addColumns: [{ name: 'seen', type: 'set<text>' }] });
  await update('changing', { capacitySpecification, autoScalingSpecification });
  await update('changing', { pointInTimeRecovery: { status: 'ENABLED' } });
  await update('changing', { encryptionSpecification: kms });
  await update('changing', { defaultTimeToLive: 60 });
  await update('changing', { clientSideTimestamps: { status: 'ENABLED' } });
  const { table } = await update('changing', { defaultTimeToLive: 0 });
  const scaling = await keyspaces.send(new GetTableAutoScalingSettingsCommand({ keyspaceName, tableName: 'changing' }));

  expect(columns.status).toBe('UPDATING');
  expect(columns.table.schemaDefinition?.allColumns).toContainEqual({ name: 'seen', type: 'set<text>' });
  expect(table).toMatchObject({
    ...{ capacitySpecification, encryptionSpecification: kms, defaultTimeToLive: 0 },
    pointInTimeRecovery: { status: 'ENABLED' },
    // It was switched on by the default, and stays.
    ttl: { status: 'ENABLED' },
    clientSideTimestamps: { status: 'ENABLED' },
  });
  expect(scaling.autoScalingSpecification).toEqual(autoScalingSpecification);
});

test('a table is deleted in the background, and its name is free again', async () => {
  await createTable('passing');

  await keyspaces.send(new DeleteTableCommand({ keyspaceName, tableName: 'passing' }));
  const { status } = await get('passing');
  await keyspaces.send(new DeleteTableCommand({ keyspaceName, tableName: 'passing' }));
  await untilGone(() => get('passing'));
  await createTable('passing');

  expect(status).toBe('DELETING');
});

test('a name is taken as long as a table with it is there, being made or going', async () => {
  const create = () =>
    keyspaces.send(new CreateTableCommand({ keyspaceName, tableName: 'single', schemaDefinition: plain }));
  const conflict = { status: 'rejected', reason: expect.objectContaining({ name: 'ConflictException' }) };

  const atOnce = await Promise.allSettled([create(), create(), create()]);
  await untilActive(keyspaceName, 'single');
  await keyspaces.send(new DeleteTableCommand({ keyspaceName, tableName: 'single' }));
  const whileGoing = await Promise.allSettled([create()]);

  expect(atOnce.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(atOnce.filter(({ status }) => status === 'rejected')).toEqual([conflict, conflict]);
  expect(whileGoing).toEqual([conflict]);
});

test('what CQL says of a table the API tells, and the other way round', async () => {
  const byCql = `${keyspaceName}.by_cql`;
  const properties =
    "{'capacity_mode': {'throughput_mode': 'PROVISIONED', 'read_capacity_units': 3, 'write_capacity_units': 4}, 'point_in_time_recovery': {'status': 'enabled'}}";
  await client.execute(
    `CREATE TABLE ${byCql} (id int PRIMARY KEY, v text) WITH comment = 'by hand' AND CUSTOM_PROPERTIES = ${properties} AND TAGS = {'a': 'b'}`,
  );
  const made = await get('by_cql');
  await update('by_cql', { clientSideTimestamps: { status: 'ENABLED' } });
  await keyspaces.send(
    new TagResourceCommand({ resourceArn: made.resourceArn, tags: [{ key: "it's", value: "'new'" }] }),
  );

  const table = await get('by_cql');
  const { tags } = await keyspaces.send(new ListTagsForResourceCommand({ resourceArn: made.resourceArn }));
  const { rows } = await client.execute(
    'SELECT custom_properties FROM system_schema_mcs.tables WHERE keyspace_name = ? AND table_name = ?',
    [keyspaceName, 'by_cql'],
  );
  await client.execute(`INSERT INTO ${byCql} (id) VALUES (1) USING TIMESTAMP 1`);

  const capacity = { throughputMode: 'PROVISIONED', readCapacityUnits: 3, writeCapacityUnits: 4 };
  expect(made).toMatchObject({
    ...{ status: 'ACTIVE', comment: { message: 'by hand' }, creationTimestamp: expect.any(Date) },
    ...{ capacitySpecification: capacity, pointInTimeRecovery: { status: 'ENABLED' } },
  });
  expect(table).toMatchObject({ clientSideTimestamps: { status: 'ENABLED' }, capacitySpecification: capacity });
  expect(tags).toEqual([
    { key: 'a', value: 'b' },
    { key: "it's", value: "'new'" },
  ]);
  expect(rows[0]?.custom_properties).toMatchObject({
    ...{ client_side_timestamps: { status: 'enabled' }, point_in_time_recovery: { status: 'enabled' } },
  });
});

test('a table that CQL dropped is gone, with its settings', async () => {
  const scaling = () => keyspaces.send(new GetTableAutoScalingSettingsCommand({ keyspaceName, tableName: 'dropped' }));
  await createTable('dropped');
  await update('dropped', {
    capacitySpecification: { throughputMode: 'PROVISIONED', readCapacityUnits: 1, writeCapacityUnits: 2 },
    autoScalingSpecification: { readCapacityAutoScaling: { autoScalingDisabled: true } },
  });
  const before = await scaling();

  await client.execute(`DROP TABLE ${keyspaceName}.dropped`);
  await expect(get('dropped')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await client.execute(`CREATE TABLE ${keyspaceName}.dropped (id int PRIMARY KEY)`);

  expect(before.autoScalingSpecification).toBeDefined();
  expect((await scaling()).autoScalingSpecification).toBeUndefined();
  expect((await get('dropped')).capacitySpecification?.throughputMode).toBe('PAY_PER_REQUEST');
});

test('lists tables page by page', async () => {
  await Promise.all(['list_a', 'list_b'].map(createTable));

  const first = await keyspaces.send(new ListTablesCommand({ keyspaceName, maxResults: 1 }));
  const rest = await keyspaces.send(new ListTablesCommand({ keyspaceName, nextToken: first.nextToken }));

  const names = [...(first.tables ?? []), ...(rest.tables ?? [])].map(({ tableName }) => tableName);
  expect(first.tables).toHaveLength(1);
  expect(names).toEqual(expect.arrayContaining(['list_a', 'list_b']));
  expect(new Set(names).size).toBe(names.length);
  expect(rest.nextToken).toBeUndefined();
});
