import {
  CreateSchemaCommand,
  DeleteSchemaCommand,
  DeleteSchemaVersionsCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListSchemaVersionsCommand,
  RegisterSchemaVersionCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import {
  avro,
  createRegistry,
  createSchema,
  deleteRegistries,
  email,
  glue,
  id,
  nickname,
  register,
} from '../../../../support/aws/glue.ts';
import { connections } from '../../../../support/stack/stack.ts';

let RegistryName: string;

beforeEach(async () => {
  RegistryName = await createRegistry();
});

afterAll(deleteRegistries);

const latest = { LatestVersion: true };

test('a schema is made with its first version, and deleted', async () => {
  const made = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName },
      SchemaName: 'a.b-c_$#',
      DataFormat: 'AVRO',
      Compatibility: 'FULL_ALL',
      SchemaDefinition: avro(id),
      Description: 'users',
    }),
  );
  const SchemaId = { SchemaArn: made.SchemaArn };
  const { SchemaVersionId } = made;
  const schema = await glue.send(new GetSchemaCommand({ SchemaId }));
  const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId }));
  const deleted = await glue.send(new DeleteSchemaCommand({ SchemaId }));

  expect(made).toMatchObject({
    SchemaArn: `arn:aws:glue:us-east-1:000000000000:schema/${RegistryName}/a.b-c_$#`,
    RegistryArn: `arn:aws:glue:us-east-1:000000000000:registry/${RegistryName}`,
    SchemaVersionStatus: 'AVAILABLE',
  });
  expect(schema).toMatchObject({
    ...{ RegistryName, SchemaName: 'a.b-c_$#', DataFormat: 'AVRO', Compatibility: 'FULL_ALL', Description: 'users' },
    ...{ SchemaCheckpoint: 1, LatestSchemaVersion: 1, NextSchemaVersion: 2, SchemaStatus: 'AVAILABLE' },
  });
  expect(version).toMatchObject({
    ...{ SchemaVersionId, SchemaDefinition: avro(id), VersionNumber: 1, Status: 'AVAILABLE', DataFormat: 'AVRO' },
  });
  expect(deleted.Status).toBe('DELETING');
  await expect(glue.send(new GetSchemaVersionCommand({ SchemaVersionId }))).rejects.toThrow(
    `Schema version is not found. SchemaVersionId: ${SchemaVersionId}`,
  );
});

test('a compatible definition becomes the latest version, once', async () => {
  const SchemaId = await createSchema(RegistryName);

  const { registered, settled } = await register(SchemaId, avro(id, nickname));
  const again = await register(SchemaId, JSON.stringify(JSON.parse(avro(id, nickname)), null, 2));
  const found = await glue.send(
    new GetSchemaByDefinitionCommand({ SchemaId, SchemaDefinition: ` ${avro(id, nickname)}` }),
  );
  const newest = await glue.send(new GetSchemaVersionCommand({ SchemaId, SchemaVersionNumber: latest }));
  const first = await glue.send(new GetSchemaVersionCommand({ SchemaId, SchemaVersionNumber: { VersionNumber: 1 } }));

  expect(registered).toMatchObject({ VersionNumber: 2, Status: 'PENDING' });
  expect(settled).toMatchObject({ Status: 'AVAILABLE', SchemaDefinition: avro(id, nickname) });
  expect(again.registered).toMatchObject({ SchemaVersionId: registered.SchemaVersionId, Status: 'AVAILABLE' });
  expect(found).toMatchObject({ SchemaVersionId: registered.SchemaVersionId, DataFormat: 'AVRO' });
  expect(newest.SchemaVersionId).toBe(registered.SchemaVersionId);
  expect(first.SchemaDefinition).toBe(avro(id));
});

test('an incompatible definition becomes a version that failed, and no later one is compared with', async () => {
  const SchemaId = await createSchema(RegistryName);

  const failed = await register(SchemaId, avro(email));
  const next = await register(SchemaId, avro(id, nickname));
  const { Schemas = [] } = await glue.send(new ListSchemaVersionsCommand({ SchemaId }));
  const schema = await glue.send(new GetSchemaCommand({ SchemaId }));

  expect(failed.settled).toMatchObject({ VersionNumber: 2, Status: 'FAILURE', SchemaDefinition: avro(email) });
  expect(next.settled).toMatchObject({ VersionNumber: 3, Status: 'AVAILABLE' });
  expect(Schemas.map(({ Status }) => Status)).toEqual(['AVAILABLE', 'FAILURE', 'AVAILABLE']);
  expect(schema).toMatchObject({ LatestSchemaVersion: 3, NextSchemaVersion: 4 });
});

const proto = (field: string) => `syntax = "proto3"; message User { ${field} }`;
const json = (schema: object) => JSON.stringify({ type: 'object', ...schema });

test.each([
  ['JSON', json({ properties: { a: { type: 'string' } } }), json({ properties: { a: { type: 'integer' } } })],
  ['PROTOBUF', proto('string a = 1;'), proto('int32 a = 1;')],
] as const)('an incompatible definition in %s fails too', async (DataFormat, SchemaDefinition, other) => {
  const SchemaId = await createSchema(RegistryName, { DataFormat, SchemaDefinition });

  const { settled } = await register(SchemaId, other);

  expect(settled).toMatchObject({ Status: 'FAILURE', DataFormat });
});

test('a definition that cannot be compared is refused and leaves nothing', async () => {
  const newer = (title: string) => json({ title, $schema: 'https://json-schema.org/draft/2020-12/schema' });
  const SchemaId = await createSchema(RegistryName, { DataFormat: 'JSON', SchemaDefinition: newer('a') });

  await expect(register(SchemaId, newer('b'))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: expect.stringContaining('cannot be compared with others: #: could not determine version'),
  });
  const { Schemas } = await glue.send(new ListSchemaVersionsCommand({ SchemaId }));

  expect(Schemas).toHaveLength(1);
});

test('BACKWARD looks at the version before, BACKWARD_ALL at all from the checkpoint on', async () => {
  const emailWithDefault = { ...email, default: '' };
  const history = async (SchemaName: string, Compatibility: 'BACKWARD' | 'BACKWARD_ALL') => {
    const SchemaId = await createSchema(RegistryName, { SchemaName, Compatibility });
    await register(SchemaId, avro(id, emailWithDefault));
    return SchemaId;
  };
  const previous = await history('previous', 'BACKWARD');
  const all = await history('all', 'BACKWARD_ALL');
  const fromCheckpoint = await history('checkpoint', 'BACKWARD_ALL');
  await glue.send(new UpdateSchemaCommand({ SchemaId: fromCheckpoint, SchemaVersionNumber: latest }));

  // Reads what the second version wrote, but not the first one, which has no e-mail address.
  const becomes = async (SchemaId: typeof all) => (await register(SchemaId, avro(id, email))).settled.Status;

  expect(await becomes(previous)).toBe('AVAILABLE');
  expect(await becomes(all)).toBe('FAILURE');
  expect(await becomes(fromCheckpoint)).toBe('AVAILABLE');
});

test('another compatibility holds from then on', async () => {
  const SchemaId = await createSchema(RegistryName, { Compatibility: 'NONE' });
  const free = await register(SchemaId, avro(email));
  const change = { SchemaId, Compatibility: 'FORWARD' as const, SchemaVersionNumber: latest, Description: 'strict' };
  await glue.send(new UpdateSchemaCommand(change));
  const strict = await register(SchemaId, avro(id));
  const schema = await glue.send(new GetSchemaCommand({ SchemaId }));
  await glue.send(new UpdateSchemaCommand({ ...change, Compatibility: 'DISABLED' }));

  expect(free.settled.Status).toBe('AVAILABLE');
  expect(strict.registered).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE' });
  expect(schema).toMatchObject({ Compatibility: 'FORWARD', SchemaCheckpoint: 2, Description: 'strict' });
  await expect(
    glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: avro(id, nickname) })),
  ).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: `Compatibility DISABLED does not allow versioning. SchemaId: SchemaId(schemaArn=null, schemaName=users, registryName=${RegistryName})`,
  });
});

test('versions are deleted, but neither the first one nor the checkpoint', async () => {
  const SchemaId = await createSchema(RegistryName, { Compatibility: 'NONE' });
  for (const field of [email, nickname]) await register(SchemaId, avro(field));
  const remove = (Versions: string) => glue.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions }));

  await expect(remove('1')).rejects.toThrow('first version');
  const { SchemaVersionErrors } = await remove('2-9');
  const again = await register(SchemaId, avro(email));
  await glue.send(new UpdateSchemaCommand({ SchemaId, SchemaVersionNumber: { VersionNumber: 4 } }));

  expect(SchemaVersionErrors).toEqual([]);
  expect(again.settled).toMatchObject({ VersionNumber: 4, Status: 'AVAILABLE' });
  await expect(remove('3-5')).rejects.toMatchObject({ name: 'ConcurrentModificationException' });
  const { SchemaVersionErrors: errors } = await remove('2');
  expect(errors).toMatchObject([{ VersionNumber: 2, ErrorDetails: { ErrorCode: 'EntityNotFoundException' } }]);
});

test('Confluent subjects of the same registry are others', async () => {
  const { url } = connections()['schema-registry'];
  const SchemaId = await createSchema(RegistryName, { SchemaName: `${RegistryName}-value` });
  const subject = `${url}/subjects/${RegistryName}-value/versions`;
  const body = JSON.stringify({ schema: avro(email) });
  const headers = { 'content-type': 'application/json' };

  const posted = await fetch(subject, { method: 'POST', body, headers });
  const subjects = (await (await fetch(`${url}/subjects`)).json()) as string[];
  const { Schemas = [] } = await glue.send(new ListSchemaVersionsCommand({ SchemaId }));

  expect(posted.ok).toBe(true);
  expect(subjects.filter((name) => name.includes(RegistryName))).toEqual([`${RegistryName}-value`]);
  expect(Schemas).toHaveLength(1);
});
