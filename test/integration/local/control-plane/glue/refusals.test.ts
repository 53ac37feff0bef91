import {
  CheckSchemaVersionValidityCommand,
  CreateRegistryCommand,
  DeleteSchemaVersionsCommand,
  GetRegistryCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  type GetSchemaVersionCommandInput,
  GetSchemaVersionsDiffCommand,
  GetTablesCommand,
  ListSchemasCommand,
  RegisterSchemaVersionCommand,
  TagResourceCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { avro, createRegistry, createSchema, deleteRegistries, email, glue, id } from '../../../../support/aws/glue.ts';

const invalid = 'InvalidInputException';
const missing = 'EntityNotFoundException';
let RegistryName: string;
let SchemaId: { RegistryName: string; SchemaName: string };

beforeAll(async () => {
  RegistryName = await createRegistry();
  SchemaId = await createSchema(RegistryName);
});

afterAll(deleteRegistries);

const create = (change: object) => createSchema(RegistryName, { SchemaName: 'refused', ...change });
const getVersion = (request: GetSchemaVersionCommandInput) => glue.send(new GetSchemaVersionCommand(request));
const update = (request: object) => glue.send(new UpdateSchemaCommand({ SchemaId, ...request }));
const unknownId = '00000000-0000-0000-0000-000000000000';

const refusals: [what: string, name: string, message: RegExp, ask: () => Promise<unknown>][] = [
  [
    'a registry twice',
    'AlreadyExistsException',
    /^Registry already exists\. RegistryName: test-/,
    () => createRegistry(RegistryName),
  ],
  ['a registry with a bad name', invalid, /not valid.*registryName/, () => createRegistry('a b')],
  ['a registry with a long name', invalid, /too many.*registryName/, () => createRegistry('a'.repeat(256))],
  [
    'a registry with a long description',
    invalid,
    /too many.*description/,
    () => glue.send(new CreateRegistryCommand({ RegistryName: 'x', Description: 'a'.repeat(2049) })),
  ],
  [
    'a registry by name and ARN',
    invalid,
    /both cannot be provided/,
    () => glue.send(new GetRegistryCommand({ RegistryId: { RegistryName, RegistryArn: 'arn:aws:glue:x' } })),
  ],
  [
    "another account's registry",
    missing,
    /RegistryArn/,
    () =>
      glue.send(
        new ListSchemasCommand({
          RegistryId: { RegistryArn: `arn:aws:glue:us-east-1:111111111111:registry/${RegistryName}` },
        }),
      ),
  ],
  ['a schema twice', 'AlreadyExistsException', /^Schema already exists\. SchemaName: users$/, () => create(SchemaId)],
  ['a schema with a bad name', invalid, /schemaName/, () => create({ SchemaName: 'a/b' })],
  [
    'a schema in an unknown registry',
    missing,
    /RegistryName: nowhere/,
    () => create({ RegistryId: { RegistryName: 'nowhere' } }),
  ],
  ['an unknown format', invalid, /^Data format is not valid\.$/, () => create({ DataFormat: 'XML' })],
  ['an unknown compatibility', invalid, /^Compatibility is not valid\.$/, () => create({ Compatibility: 'SOME' })],
  ['no compatibility', invalid, /^Compatibility is not valid\.$/, () => create({ Compatibility: undefined })],
  [
    'a definition that is no Avro',
    invalid,
    /^Schema definition of AVRO data format is invalid: .*"string"/,
    () => create({ SchemaDefinition: avro({ ...email, default: 3 }) }),
  ],
  [
    'a definition that is no Protobuf',
    invalid,
    /PROTOBUF.*unexpected label/,
    () => create({ DataFormat: 'PROTOBUF', SchemaDefinition: 'syntax = "proto3"; mesage X {}' }),
  ],
  [
    'a definition that is no JSON schema',
    invalid,
    /JSON.*unknown type/,
    () => create({ DataFormat: 'JSON', SchemaDefinition: '{"type":"thing"}' }),
  ],
  ['a long definition', invalid, /SchemaDefinition/, () => create({ SchemaDefinition: ' '.repeat(170_001) })],
  ['an empty definition', invalid, /SchemaDefinition/, () => create({ SchemaDefinition: '  ' })],
  [
    'a version that is no Avro',
    invalid,
    /AVRO data format is invalid/,
    () => glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: 'nonsense' })),
  ],
  [
    'an unknown schema',
    missing,
    /^Schema is not found\. RegistryName: test-\w+, SchemaName: x, SchemaArn: null$/,
    () => glue.send(new GetSchemaCommand({ SchemaId: { RegistryName, SchemaName: 'x' } })),
  ],
  [
    'a schema without its registry',
    invalid,
    /^At least one of/,
    () => glue.send(new GetSchemaCommand({ SchemaId: { SchemaName: 'users' } })),
  ],
  [
    'an unknown definition',
    missing,
    /Schema is not found/,
    () => glue.send(new GetSchemaByDefinitionCommand({ SchemaId, SchemaDefinition: avro(email) })),
  ],
  ['a version without a number', invalid, /^One of version number/, () => getVersion({ SchemaId })],
  [
    'a version by number and as the latest',
    invalid,
    /^Only one of/,
    () => getVersion({ SchemaId, SchemaVersionNumber: { LatestVersion: true, VersionNumber: 1 } }),
  ],
  [
    'a version by id and schema',
    invalid,
    /^No other input parameters/,
    () => getVersion({ SchemaId, SchemaVersionId: unknownId }),
  ],
  ['an unknown version', missing, /SchemaVersionId: 0{8}/, () => getVersion({ SchemaVersionId: unknownId })],
  ['a bad id of a version', invalid, /SchemaVersionId/, () => getVersion({ SchemaVersionId: 'x' })],
  [
    'an unknown number',
    missing,
    /VersionNumber: 7, isLatestVersion: false$/,
    () => getVersion({ SchemaId, SchemaVersionNumber: { VersionNumber: 7 } }),
  ],
  ['a change of nothing', invalid, /has to be provided/, () => update({})],
  ['a compatibility without a checkpoint', invalid, /^One of version number/, () => update({ Compatibility: 'FULL' })],
  ['an unknown checkpoint', missing, /VersionNumber: 7/, () => update({ SchemaVersionNumber: { VersionNumber: 7 } })],
  ['a bad range', invalid, /Versions/, () => glue.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: '5-3' }))],
  [
    'a reserved tag',
    invalid,
    /aws:x/,
    () =>
      glue.send(
        new TagResourceCommand({
          ResourceArn: `arn:aws:glue:us-east-1:000000000000:registry/${RegistryName}`,
          TagsToAdd: { 'aws:x': 'y' },
        }),
      ),
  ],
  [
    'an operation of the data catalog',
    'NotImplementedException',
    /glue GetTables is not supported/,
    () => glue.send(new GetTablesCommand({ DatabaseName: 'x' })),
  ],
  [
    'a difference',
    'NotImplementedException',
    /GetSchemaVersionsDiff/,
    () =>
      glue.send(
        new GetSchemaVersionsDiffCommand({
          ...{ SchemaId, SchemaDiffType: 'SYNTAX_DIFF' },
          ...{ FirstSchemaVersionNumber: { VersionNumber: 1 }, SecondSchemaVersionNumber: { VersionNumber: 1 } },
        }),
      ),
  ],
];

test.each(refusals)('refuses %s: %s', async (_, name, message, ask) => {
  await expect(ask()).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('what was refused has left nothing', async () => {
  const { Schemas } = await glue.send(new ListSchemasCommand({ RegistryId: { RegistryName } }));

  expect(Schemas?.map(({ SchemaName }) => SchemaName)).toEqual(['users']);
});

test.each([
  ['AVRO', avro(id), undefined],
  ['AVRO', '{"type":"recrd"}', /Avro/],
  ['JSON', '{"type":"object"}', undefined],
  ['JSON', '{"type":"thing"}', /unknown type: \[thing\]/],
  ['PROTOBUF', 'syntax = "proto3"; message X { string a = 1; }', undefined],
  ['PROTOBUF', 'nonsense', /Protobuf/],
] as const)('says whether %s is valid: %s', async (DataFormat, SchemaDefinition, fault) => {
  const { Valid, Error: told } = await glue.send(
    new CheckSchemaVersionValidityCommand({ DataFormat, SchemaDefinition }),
  );

  expect(Valid).toBe(fault === undefined);
  expect(told).toEqual(fault && expect.stringMatching(fault));
});
