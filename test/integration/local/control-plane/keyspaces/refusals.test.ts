import {
  CreateKeyspaceCommand,
  CreateTableCommand,
  type CreateTableCommandInput,
  CreateTypeCommand,
  DeleteTableCommand,
  DeleteTypeCommand,
  GetKeyspaceCommand,
  GetTableCommand,
  ListKeyspacesCommand,
  ListTablesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-keyspaces';
import { createKeyspace, deleteKeyspaces, keyspaces, untilActive } from './test-keyspaces.ts';

let keyspaceName: string;

const id = { name: 'id', type: 'uuid' };
const plain = { allColumns: [id], partitionKeys: [{ name: 'id' }] };
const keyspaceArn = () => `arn:aws:cassandra:us-east-1:000000000000:/keyspace/${keyspaceName}/`;

// Requests that the SDK's types do not let through are made too.
type Loose<Input> = { [Name in keyof Input]?: unknown };

const create = (request: Loose<CreateTableCommandInput>) =>
  keyspaces.send(
    new CreateTableCommand({ keyspaceName, tableName: 'fresh', schemaDefinition: plain, ...request } as never),
  );
const schema = (schemaDefinition: object) => create({ schemaDefinition: { ...plain, ...schemaDefinition } });
const typed = (type: string) => schema({ allColumns: [id, { name: 'v', type }] });
const update = (request: Loose<UpdateTableCommandInput>) =>
  keyspaces.send(new UpdateTableCommand({ keyspaceName, tableName: 'there', ...request } as never));
const tag = (tags: object) => keyspaces.send(new TagResourceCommand({ resourceArn: keyspaceArn(), tags } as never));

beforeAll(async () => {
  keyspaceName = await createKeyspace();
  await create({ tableName: 'there', tags: [{ key: 'a', value: 'b' }] });
  await untilActive(keyspaceName, 'there');
});

afterAll(deleteKeyspaces);

const invalid = 'ValidationException';
const missing = 'ResourceNotFoundException';
const conflict = 'ConflictException';

const refusals: [what: string, code: string, message: RegExp, ask: () => Promise<unknown>][] = [
  ['a keyspace twice', conflict, /already exists/, () => keyspaces.send(new CreateKeyspaceCommand({ keyspaceName }))],
  [
    'a keyspace with a bad name',
    invalid,
    /Value 'a-b' at 'keyspaceName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    () => keyspaces.send(new CreateKeyspaceCommand({ keyspaceName: 'a-b' })),
  ],
  [
    'a keyspace with a long name',
    invalid,
    /less than or equal to 48/,
    () => keyspaces.send(new CreateKeyspaceCommand({ keyspaceName: 'a'.repeat(49) })),
  ],
  [
    "one of Cassandra's own keyspaces",
    'AccessDeniedException',
    /not user-modifiable/,
    () => keyspaces.send(new CreateKeyspaceCommand({ keyspaceName: 'system_auth' })),
  ],
  [
    'several Regions of which one is not named',
    invalid,
    /regionList/,
    () =>
      keyspaces.send(
        new CreateKeyspaceCommand({
          keyspaceName: 'elsewhere',
          replicationSpecification: { replicationStrategy: 'MULTI_REGION', regionList: ['eu-west-1', 'eu-west-2'] },
        }),
      ),
  ],
  [
    'an unknown keyspace',
    missing,
    /Keyspace nowhere does not exist/,
    () => keyspaces.send(new GetKeyspaceCommand({ keyspaceName: 'nowhere' })),
  ],
  [
    "Cassandra's own keyspace",
    missing,
    /system_auth does not exist/,
    () => keyspaces.send(new GetTableCommand({ keyspaceName: 'system_auth', tableName: 'roles' })),
  ],
  ['a table twice', conflict, /\.there already exists/, () => create({ tableName: 'there' })],
  ['a table in an unknown keyspace', missing, /nowhere/, () => create({ keyspaceName: 'nowhere' })],
  ['a table with a bad name', invalid, /'tableName' failed/, () => create({ tableName: 'x"; DROP KEYSPACE y' })],
  [
    'a table without a schema',
    invalid,
    /'schemaDefinition' failed.*must not be null/,
    () => create({ schemaDefinition: undefined }),
  ],
  ['a table without columns', invalid, /allColumns/, () => schema({ allColumns: [] })],
  ['a table without a partition key', invalid, /partitionKeys/, () => schema({ partitionKeys: [] })],
  [
    'an unknown partition key',
    invalid,
    /Unknown definition other/,
    () => schema({ partitionKeys: [{ name: 'other' }] }),
  ],
  [
    'an unknown clustering column',
    invalid,
    /Unknown definition at/,
    () => schema({ clusteringKeys: [{ name: 'at', orderBy: 'ASC' }] }),
  ],
  [
    'a column that is a key twice',
    invalid,
    /referenced twice/,
    () => schema({ clusteringKeys: [{ name: 'id', orderBy: 'ASC' }] }),
  ],
  [
    'an unknown order',
    invalid,
    /enum value set: \[ASC, DESC\]/,
    () => schema({ allColumns: [id, { name: 'at', type: 'int' }], clusteringKeys: [{ name: 'at', orderBy: 'UP' }] }),
  ],
  [
    'a static column without clustering columns',
    invalid,
    /at least one clustering column/,
    () => schema({ allColumns: [id, { name: 's', type: 'int' }], staticColumns: [{ name: 's' }] }),
  ],
  ['a column twice', invalid, /Multiple definition/, () => schema({ allColumns: [id, { name: 'ID', type: 'int' }] })],
  [
    'a column with a bad name',
    invalid,
    /name' failed/,
    () => schema({ allColumns: [id, { name: 'a b', type: 'int' }] }),
  ],
  ['CQL in a type', invalid, /Invalid type/, () => typed('int) WITH x = (')],
  ['an unclosed type', invalid, /Invalid type/, () => typed('list<int')],
  ['a map of one type', invalid, /Invalid type/, () => typed('map<int>')],
  ['a collection in a collection', invalid, /Non-frozen/, () => typed('list<set<int>>')],
  ['a type that Keyspaces does not have', invalid, /duration is not supported/, () => typed('duration')],
  ['an unknown user-defined type', invalid, /Unknown type .*\.nothing/, () => typed('frozen<nothing>')],
  [
    'a counter beside other columns',
    invalid,
    /Cannot mix counter/,
    () => schema({ allColumns: [id, { name: 'n', type: 'counter' }, { name: 'm', type: 'int' }] }),
  ],
  [
    'a lifetime of counters',
    invalid,
    /default_time_to_live on a table with counters/,
    () =>
      create({
        schemaDefinition: { ...plain, allColumns: [id, { name: 'n', type: 'counter' }] },
        defaultTimeToLive: 1,
      }),
  ],
  [
    'a collection as a key',
    invalid,
    /PRIMARY KEY component id/,
    () => schema({ allColumns: [{ name: 'id', type: 'list<int>' }] }),
  ],
  ['a lifetime below zero', invalid, /greater than or equal to 0/, () => create({ defaultTimeToLive: -1 })],
  [
    'a lifetime beyond twenty years',
    invalid,
    /less than or equal to 630720000/,
    () => create({ defaultTimeToLive: 630_720_001 }),
  ],
  [
    'an unknown capacity mode',
    invalid,
    /PAY_PER_REQUEST, PROVISIONED/,
    () => create({ capacitySpecification: { throughputMode: 'FREE' } }),
  ],
  [
    'provisioned capacity without units',
    invalid,
    /readCapacityUnits.*must not be null/,
    () => create({ capacitySpecification: { throughputMode: 'PROVISIONED' } }),
  ],
  [
    'units on demand',
    invalid,
    /only allowed with throughputMode PROVISIONED/,
    () => create({ capacitySpecification: { throughputMode: 'PAY_PER_REQUEST', readCapacityUnits: 1 } }),
  ],
  [
    'a customer key that is not named',
    invalid,
    /kmsKeyIdentifier/,
    () => create({ encryptionSpecification: { type: 'CUSTOMER_MANAGED_KMS_KEY' } }),
  ],
  [
    'client-side timestamps that are switched off',
    invalid,
    /\[ENABLED\]/,
    () => update({ clientSideTimestamps: { status: 'DISABLED' } }),
  ],
  [
    'a stream of changes',
    invalid,
    /cdcSpecification is not supported/,
    () => create({ cdcSpecification: { status: 'ENABLED' } }),
  ],
  ['an update of nothing', invalid, /one specific table setting/, () => update({})],
  [
    'an update of two settings',
    invalid,
    /one specific table setting/,
    () => update({ defaultTimeToLive: 1, pointInTimeRecovery: { status: 'ENABLED' } }),
  ],
  [
    'a column that is there',
    invalid,
    /Column id already exists/,
    () => update({ addColumns: [{ name: 'Id', type: 'int' }] }),
  ],
  ['auto scaling on demand', invalid, /provisioned capacity mode/, () => update({ autoScalingSpecification: {} })],
  [
    'an update of an unknown table',
    missing,
    /does not exist/,
    () => update({ tableName: 'unknown', defaultTimeToLive: 1 }),
  ],
  [
    'the deletion of an unknown table',
    missing,
    /Table .*\.unknown does not exist/,
    () => keyspaces.send(new DeleteTableCommand({ keyspaceName, tableName: 'unknown' })),
  ],
  [
    'a type without fields',
    invalid,
    /fieldDefinitions/,
    () => keyspaces.send(new CreateTypeCommand({ keyspaceName, typeName: 'empty_one', fieldDefinitions: [] })),
  ],
  [
    'a type with a bad name',
    invalid,
    /Invalid typeName/,
    () => keyspaces.send(new CreateTypeCommand({ keyspaceName, typeName: 'a.b', fieldDefinitions: [id] })),
  ],
  [
    'an unknown type',
    missing,
    /Type .*\.unknown does not exist/,
    () => keyspaces.send(new DeleteTypeCommand({ keyspaceName, typeName: 'unknown' })),
  ],
  ['a reserved tag', invalid, /aws:/, () => tag([{ key: 'aws:x', value: 'y' }])],
  ['no tags', invalid, /'tags' failed/, () => tag([])],
  [
    'a tag twice',
    invalid,
    /Duplicate tag key: a/,
    () =>
      tag([
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ]),
  ],
  [
    'more than fifty tags',
    invalid,
    /up to 50 tags/,
    () => tag(Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: 'v' }))),
  ],
  [
    "another account's ARN",
    invalid,
    /Invalid resource ARN/,
    () =>
      keyspaces.send(
        new ListTagsForResourceCommand({ resourceArn: keyspaceArn().replace('000000000000', '111111111111') }),
      ),
  ],
  ['no results', invalid, /'maxResults' failed/, () => keyspaces.send(new ListKeyspacesCommand({ maxResults: 0 }))],
  [
    'a token of nobody',
    invalid,
    /Invalid nextToken/,
    () => keyspaces.send(new ListTablesCommand({ keyspaceName, nextToken: 'nonsense' })),
  ],
];

test.each(refusals)('refuses %s: %s', async (_, name, message, ask) => {
  await expect(ask()).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('what was refused has left nothing', async () => {
  const { tables } = await keyspaces.send(new ListTablesCommand({ keyspaceName }));

  expect(tables?.map(({ tableName }) => tableName)).toEqual(['there']);
});
