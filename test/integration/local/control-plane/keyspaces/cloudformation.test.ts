import {
  GetKeyspaceCommand,
  GetTableCommand,
  ListTagsForResourceCommand,
  ListTypesCommand,
} from '@aws-sdk/client-keyspaces';
import { TestStack } from '../../../../support/stack/test-stack.ts';
import { createKeyspace, deleteKeyspaces, keyspaces, newName, untilGone } from './test-keyspaces.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

afterAll(deleteKeyspaces);

const columns = (types: Record<string, string>) =>
  Object.entries(types).map(([ColumnName, ColumnType]) => ({ ColumnName, ColumnType }));

const keyspace = (Properties: object = {}) => ({ Type: 'AWS::Cassandra::Keyspace', Properties });
const table = (Properties: object) => ({
  Type: 'AWS::Cassandra::Table',
  Properties: {
    KeyspaceName: { Ref: 'Keyspace' },
    PartitionKeyColumns: columns({ id: 'uuid' }),
    RegularColumns: columns({ name: 'text' }),
    ...Properties,
  },
});
const refs = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { Value: { Ref: name } }]));

test('a stack makes a keyspace, a type and a table, changes the table in place, and deletes them', async () => {
  const KeyspaceName = newName();
  const Type = {
    Type: 'AWS::Cassandra::Type',
    Properties: {
      KeyspaceName: { Ref: 'Keyspace' },
      TypeName: 'address',
      Fields: [{ FieldName: 'street', FieldType: 'text' }],
    },
  };
  const template = (Properties: object) => ({
    Resources: {
      Keyspace: keyspace({ KeyspaceName, Tags: [{ Key: 'team', Value: 'data' }] }),
      Type,
      Users: { ...table({ TableName: 'users', ...Properties }), DependsOn: 'Type' },
    },
    Outputs: { ...refs('Keyspace', 'Users', 'Type'), Arn: { Value: { 'Fn::GetAtt': ['Type', 'KeyspaceArn'] } } },
  });
  const named = { keyspaceName: KeyspaceName, tableName: 'users' };
  const first = {
    ClusteringKeyColumns: [{ Column: { ColumnName: 'at', ColumnType: 'timestamp' }, OrderBy: 'DESC' }],
    ClientSideTimestampsEnabled: 'true',
    DefaultTimeToLive: '3600',
    BillingMode: { Mode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 6 } },
    Tags: [{ Key: 'a', Value: '1' }],
  };

  const created = await stack.deploy(template(first));
  const before = await keyspaces.send(new GetTableCommand(named));
  const { types } = await keyspaces.send(new ListTypesCommand({ keyspaceName: KeyspaceName }));
  const outputs = await stack.outputs();
  const updated = await stack.deploy(
    template({
      ...first,
      RegularColumns: columns({ name: 'varchar', home: 'frozen<address>' }),
      DefaultTimeToLive: 60,
      BillingMode: { Mode: 'ON_DEMAND' },
      PointInTimeRecoveryEnabled: true,
      Tags: [{ Key: 'b', Value: '2' }],
    }),
  );
  const after = await keyspaces.send(new GetTableCommand(named));
  const { tags } = await keyspaces.send(new ListTagsForResourceCommand({ resourceArn: after.resourceArn }));
  await stack.delete();

  expect([created, updated]).toEqual([true, true]);
  expect(outputs).toEqual({
    ...{ Keyspace: KeyspaceName, Users: `${KeyspaceName}|users`, Type: `${KeyspaceName}|address` },
    Arn: `arn:aws:cassandra:us-east-1:000000000000:/keyspace/${KeyspaceName}/`,
  });
  expect(types).toEqual(['address']);
  expect(before).toMatchObject({
    ...{ status: 'ACTIVE', defaultTimeToLive: 3600, clientSideTimestamps: { status: 'ENABLED' } },
    capacitySpecification: { throughputMode: 'PROVISIONED', readCapacityUnits: 5, writeCapacityUnits: 6 },
    schemaDefinition: { clusteringKeys: [{ name: 'at', orderBy: 'DESC' }] },
  });
  expect(after).toMatchObject({
    ...{ status: 'ACTIVE', defaultTimeToLive: 60, pointInTimeRecovery: { status: 'ENABLED' } },
    ...{ capacitySpecification: { throughputMode: 'PAY_PER_REQUEST' }, creationTimestamp: before.creationTimestamp },
  });
  expect(after.schemaDefinition?.allColumns).toContainEqual({ name: 'home', type: 'frozen<address>' });
  expect(tags).toEqual([{ key: 'b', value: '2' }]);
  await untilGone(() => keyspaces.send(new GetKeyspaceCommand({ keyspaceName: KeyspaceName })));
});

test('names that a template leaves out are generated, within what a name may be', async () => {
  const created = await stack.deploy({
    Resources: { Keyspace: keyspace(), Users: table({}) },
    Outputs: refs('Keyspace', 'Users'),
  });
  const { Keyspace = '', Users = '' } = await stack.outputs();

  expect(created).toBe(true);
  expect(Keyspace).toMatch(/^extension_test_\w+_Keyspace_[A-Z0-9]{12}$/);
  expect(Users.split('|')).toEqual([Keyspace, expect.stringMatching(/^extension_test_\w+_Users_[A-Z0-9]{12}$/)]);
  expect(Keyspace.length).toBeLessThanOrEqual(48);
});

test('a column cannot be removed, and the stack goes back to what was', async () => {
  const KeyspaceName = newName();
  const template = (types: Record<string, string>) => ({
    Resources: {
      Keyspace: keyspace({ KeyspaceName }),
      Users: table({ TableName: 'users', RegularColumns: columns(types) }),
    },
  });
  await stack.deploy(template({ name: 'text', age: 'int' }));

  const updated = await stack.deploy(template({ name: 'text' }));

  expect(updated).toBe(false);
  expect((await stack.events('Users')).join('\n')).toMatch(/Column age cannot be removed/);
});

test('a bad definition fails the stack with the reason', async () => {
  const created = await stack.deploy({
    Resources: { Keyspace: keyspace({ KeyspaceName: newName() }), Users: table({ PartitionKeyColumns: [] }) },
  });

  expect(created).toBe(false);
  expect((await stack.events('Users')).join('\n')).toMatch(/partitionKeys.*ValidationException/);
});

test('a stack that could not make a keyspace leaves alone the one that has its name', async () => {
  const KeyspaceName = await createKeyspace();

  const created = await stack.deploy({ Resources: { Keyspace: keyspace({ KeyspaceName }) } });
  await stack.delete();
  const { keyspaceName } = await keyspaces.send(new GetKeyspaceCommand({ keyspaceName: KeyspaceName }));

  expect(created).toBe(false);
  expect(keyspaceName).toBe(KeyspaceName);
});
