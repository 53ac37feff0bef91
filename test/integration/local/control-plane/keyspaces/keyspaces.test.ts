import {
  CreateKeyspaceCommand,
  CreateTableCommand,
  DeleteKeyspaceCommand,
  GetKeyspaceCommand,
  GetTableCommand,
  ListKeyspacesCommand,
  ListTablesCommand,
  ListTagsForResourceCommand,
  paginateListKeyspaces,
  RestoreTableCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyspaceCommand,
} from '@aws-sdk/client-keyspaces';
import { eventually } from '../../../../support/eventually.ts';
import { cassandraClient } from '../../../../support/stores/stores.ts';
import { createKeyspace, deleteKeyspaces, keyspaces, newName, untilActive, untilGone } from './test-keyspaces.ts';

const arnOf = (name: string) => `arn:aws:cassandra:us-east-1:000000000000:/keyspace/${name}/`;
const schemaDefinition = { allColumns: [{ name: 'id', type: 'uuid' }], partitionKeys: [{ name: 'id' }] };

afterAll(deleteKeyspaces);

test('a keyspace is there a moment after it was created, and gone a moment after it was deleted', async () => {
  const keyspaceName = newName();
  const ask = () => keyspaces.send(new GetKeyspaceCommand({ keyspaceName }));

  const { resourceArn } = await keyspaces.send(new CreateKeyspaceCommand({ keyspaceName }));
  await expect(ask()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const keyspace = await eventually(ask, 30_000);
  await keyspaces.send(new DeleteKeyspaceCommand({ keyspaceName }));
  await untilGone(ask);

  expect(resourceArn).toBe(arnOf(keyspaceName));
  expect(keyspace).toMatchObject({ keyspaceName, resourceArn, replicationStrategy: 'SINGLE_REGION' });
});

test("lists keyspaces page by page, those of the system and those that CQL made too, and not Cassandra's own", async () => {
  const byCql = newName();
  const byApi = await createKeyspace();
  const client = cassandraClient();
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  await client.execute(`CREATE KEYSPACE ${byCql} WITH replication = ${replication}`);
  await client.shutdown();

  const names: (string | undefined)[] = [];
  const pages: number[] = [];
  for await (const page of paginateListKeyspaces({ client: keyspaces, pageSize: 2 }, {})) {
    names.push(...(page.keyspaces ?? []).map(({ keyspaceName }) => keyspaceName));
    pages.push(page.keyspaces?.length ?? 0);
  }

  const system = ['system', 'system_multiregion_info', 'system_schema', 'system_schema_mcs'];
  expect(names).toEqual(expect.arrayContaining([...system, byApi, byCql]));
  expect(names.filter((name) => name?.startsWith('system'))).toEqual(system);
  expect(new Set(names).size).toBe(names.length);
  expect(pages.slice(0, -1).every((size) => size === 2)).toBe(true);
});

test('a keyspace goes with its tables, but not while one of them is under way', async () => {
  const keyspaceName = await createKeyspace();
  const tableName = 'users';
  const drop = () => keyspaces.send(new DeleteKeyspaceCommand({ keyspaceName }));
  await keyspaces.send(new CreateTableCommand({ keyspaceName, tableName, schemaDefinition }));

  await expect(drop()).rejects.toMatchObject({
    name: 'ConflictException',
    message: expect.stringContaining('a table under it is currently being created or deleted'),
  });
  await untilActive(keyspaceName, tableName);
  await drop();

  await untilGone(() => keyspaces.send(new GetTableCommand({ keyspaceName, tableName })));
});

test('tags are set, replaced, taken off and listed, of keyspaces and tables', async () => {
  const keyspaceName = newName();
  const tableName = 'users';
  const tags = [{ key: 'team', value: 'data' }];
  await keyspaces.send(new CreateKeyspaceCommand({ keyspaceName, tags }));
  await eventually(() => keyspaces.send(new GetKeyspaceCommand({ keyspaceName })), 30_000);
  const ofTable = { keyspaceName, tableName, schemaDefinition, tags };
  const { resourceArn: table = '' } = await keyspaces.send(new CreateTableCommand(ofTable));

  const seen = [];
  for (const resourceArn of [arnOf(keyspaceName), table]) {
    const more = [...tags, { key: 'stage', value: 'test' }];
    await keyspaces.send(
      new TagResourceCommand({ resourceArn, tags: [{ key: 'team', value: 'other' }, ...more.slice(1)] }),
    );
    await keyspaces.send(new UntagResourceCommand({ resourceArn, tags: [{ key: 'stage', value: 'test' }] }));
    seen.push((await keyspaces.send(new ListTagsForResourceCommand({ resourceArn }))).tags);
  }
  await untilActive(keyspaceName, tableName);
  const { tags: later } = await keyspaces.send(new ListTagsForResourceCommand({ resourceArn: table }));

  expect(seen).toEqual([[{ key: 'team', value: 'other' }], [{ key: 'team', value: 'other' }]]);
  expect(later).toEqual([{ key: 'team', value: 'other' }]);
});

test('a keyspace takes further Regions once its tables have client-side timestamps', async () => {
  const keyspaceName = await createKeyspace();
  await keyspaces.send(new CreateTableCommand({ keyspaceName, tableName: 'users', schemaDefinition }));
  await untilActive(keyspaceName, 'users');
  const regionList = ['us-east-1', 'eu-west-1'];
  const update = {
    keyspaceName,
    replicationSpecification: { replicationStrategy: 'MULTI_REGION' as const, regionList },
  };

  await expect(keyspaces.send(new UpdateKeyspaceCommand(update))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await keyspaces.send(new UpdateKeyspaceCommand({ ...update, clientSideTimestamps: { status: 'ENABLED' } }));
  const table = await untilActive(keyspaceName, 'users');
  const keyspace = await eventually(async () => {
    const answer = await keyspaces.send(new GetKeyspaceCommand({ keyspaceName }));
    expect(answer.replicationGroupStatuses?.map(({ keyspaceStatus }) => keyspaceStatus)).toEqual(['ACTIVE', 'ACTIVE']);
    return answer;
  }, 30_000);

  expect(keyspace).toMatchObject({ replicationStrategy: 'MULTI_REGION', replicationRegions: regionList });
  expect(table.clientSideTimestamps).toEqual({ status: 'ENABLED' });
});

test('the system keyspaces have their tables, and are not to be changed', async () => {
  const { tables } = await keyspaces.send(new ListTablesCommand({ keyspaceName: 'system_schema_mcs' }));
  const deletion = keyspaces.send(new DeleteKeyspaceCommand({ keyspaceName: 'system_schema' }));

  expect(tables?.map(({ tableName }) => tableName)).toEqual(expect.arrayContaining(['keyspaces', 'tables', 'tags']));
  await expect(deletion).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('says of a restore that it is not supported', async () => {
  const names = { sourceKeyspaceName: 'a', sourceTableName: 'b', targetKeyspaceName: 'a', targetTableName: 'c' };

  await expect(keyspaces.send(new RestoreTableCommand(names))).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringMatching(/^keyspaces RestoreTable is not supported by this local control plane/),
  });
});

test('answers in the account and Region that it is asked in', async () => {
  const { keyspaces: all = [] } = await keyspaces.send(new ListKeyspacesCommand({ maxResults: 1 }));

  expect(all.map(({ resourceArn }) => resourceArn)).toEqual([
    expect.stringMatching(/^arn:aws:cassandra:us-east-1:000000000000:/),
  ]);
});
