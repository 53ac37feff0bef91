import {
  CreateTableCommand,
  CreateTypeCommand,
  DeleteTypeCommand,
  GetTypeCommand,
  ListTypesCommand,
} from '@aws-sdk/client-keyspaces';
import { eventually } from '../../../../../support/eventually.ts';
import { createKeyspace, deleteKeyspaces, keyspaces, untilActive, untilGone } from '../test-keyspaces.ts';

let keyspaceName: string;

beforeAll(async () => {
  keyspaceName = await createKeyspace();
});

afterAll(deleteKeyspaces);

const get = (typeName: string) => keyspaces.send(new GetTypeCommand({ keyspaceName, typeName }));

async function createType(typeName: string, fieldDefinitions: { name: string; type: string }[]) {
  const answer = await keyspaces.send(new CreateTypeCommand({ keyspaceName, typeName, fieldDefinitions }));
  const { status } = await get(typeName);
  await eventually(async () => expect((await get(typeName)).status).toBe('ACTIVE'), 30_000);
  return { answer, status };
}

test('a type is created, used, listed, and deleted once nothing uses it', async () => {
  const { answer, status } = await createType('Street', [{ name: 'Name', type: 'text' }]);
  await createType('address', [
    { name: 'street', type: 'frozen<street>' },
    { name: 'number', type: 'int' },
  ]);
  const allColumns = [
    { name: 'id', type: 'uuid' },
    { name: 'home', type: 'frozen<Address>' },
  ];
  const schemaDefinition = { allColumns, partitionKeys: [{ name: 'id' }] };
  await keyspaces.send(new CreateTableCommand({ keyspaceName, tableName: 'people', schemaDefinition }));
  await untilActive(keyspaceName, 'people');

  const [street, address] = [await get('street'), await get('address')];
  const { types } = await keyspaces.send(new ListTypesCommand({ keyspaceName }));
  const inUse = keyspaces.send(new DeleteTypeCommand({ keyspaceName, typeName: 'street' }));

  expect(answer).toMatchObject({ typeName: 'street', keyspaceArn: expect.stringMatching(/\/keyspace\/\w+\/$/) });
  expect(status).toBe('CREATING');
  expect(types).toEqual(['address', 'street']);
  expect(street).toMatchObject({
    fieldDefinitions: [{ name: 'name', type: 'text' }],
    ...{ directParentTypes: ['address'], directReferringTables: [], maxNestingDepth: 0 },
    lastModifiedTimestamp: expect.any(Date),
  });
  expect(address).toMatchObject({
    fieldDefinitions: [
      { name: 'street', type: 'frozen<street>' },
      { name: 'number', type: 'int' },
    ],
    ...{ directParentTypes: [], directReferringTables: ['people'], maxNestingDepth: 1 },
  });
  await expect(inUse).rejects.toMatchObject({ name: 'ConflictException' });
});

test('a type that nothing uses is deleted', async () => {
  await createType('passing', [{ name: 'a', type: 'int' }]);

  await keyspaces.send(new DeleteTypeCommand({ keyspaceName, typeName: 'passing' }));

  await untilGone(() => get('passing'));
  expect((await keyspaces.send(new ListTypesCommand({ keyspaceName }))).types).not.toContain('passing');
});

test('a type of collections can only be used frozen', async () => {
  await createType('listed', [{ name: 'items', type: 'list<int>' }]);
  const create = (tableName: string, type: string) => {
    const allColumns = [
      { name: 'id', type: 'uuid' },
      { name: 'v', type },
    ];
    const schemaDefinition = { allColumns, partitionKeys: [{ name: 'id' }] };
    return keyspaces.send(new CreateTableCommand({ keyspaceName, tableName, schemaDefinition }));
  };

  await create('frozen_one', 'frozen<listed>');
  const { status } = await untilActive(keyspaceName, 'frozen_one');

  expect(status).toBe('ACTIVE');
  await expect(create('other', 'listed')).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/^Non-frozen UDTs with nested non-frozen collections/),
  });
});
