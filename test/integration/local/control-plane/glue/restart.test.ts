import { avro, email, id, nickname } from '../../../../support/aws/glue.ts';
import { type OwnGlue, ownGlue } from './own-glue.ts';

let own: OwnGlue;

beforeAll(async () => {
  own = await ownGlue();
  await Promise.all([own.start('registry'), own.start('control plane')]);
}, 240_000);

afterAll(() => own.delete());

const createSchema = (SchemaName: string, Compatibility = 'BACKWARD') =>
  own.call('CreateSchema', { SchemaName, DataFormat: 'AVRO', Compatibility, SchemaDefinition: avro(id) });

test('everything is there after both were killed', async () => {
  const SchemaId = { RegistryName: 'default-registry', SchemaName: 'kept' };
  const made = await createSchema('kept');
  const { SchemaVersionId } = await own.call('RegisterSchemaVersion', { SchemaId, SchemaDefinition: avro(email) });
  const MetadataKeyValue = { MetadataKey: 'stage', MetadataValue: 'test' };
  await own.call('PutSchemaVersionMetadata', { SchemaVersionId, MetadataKeyValue });

  await Promise.all([own.kill('registry'), own.kill('control plane')]);
  await Promise.all([own.start('registry'), own.start('control plane')]);
  const schema = await own.call('GetSchema', { SchemaId });
  const first = await own.call('GetSchemaVersion', { SchemaVersionId: made.SchemaVersionId });
  const failed = await own.call('GetSchemaVersion', { SchemaVersionId });
  const metadata = await own.call('QuerySchemaVersionMetadata', { SchemaVersionId });
  const next = await own.call('RegisterSchemaVersion', { SchemaId, SchemaDefinition: avro(id, nickname) });

  expect(schema).toMatchObject({ SchemaArn: made.SchemaArn, NextSchemaVersion: 3 });
  expect(first).toMatchObject({ SchemaDefinition: avro(id), Status: 'AVAILABLE' });
  expect(failed).toMatchObject({ SchemaDefinition: avro(email), Status: 'FAILURE' });
  expect(own.log()).toMatch(/Version 2 of \S+ is FAILURE, it is not BACKWARD: .*email at \/fields\/0/);
  expect(metadata.MetadataInfoMap).toMatchObject({ stage: { MetadataValue: 'test' } });
  expect(next).toMatchObject({ VersionNumber: 3 });
});

test('while the registry is away calls that need it fail by name and change nothing', async () => {
  const SchemaId = { RegistryName: 'default-registry', SchemaName: 'waiting' };
  const request = { SchemaId, SchemaDefinition: avro(id, nickname) };
  const made = await createSchema('waiting');

  await own.stop('registry');
  const refused = [
    await own.call('RegisterSchemaVersion', request),
    await createSchema('never'),
    await own.call('GetSchemaVersion', { SchemaVersionId: made.SchemaVersionId }),
    await own.call('DeleteSchema', { SchemaId }),
  ];
  const told = await own.call('GetSchema', { SchemaId });
  await own.start('registry');
  const registered = await own.call('RegisterSchemaVersion', request);
  const never = await own.call('GetSchema', { SchemaId: { ...SchemaId, SchemaName: 'never' } });

  for (const { code, status, message } of refused) {
    expect({ code, status }).toEqual({ code: 'ServiceUnavailableException', status: 503 });
    expect(message).toContain('npm run services');
  }
  expect(told).toMatchObject({ SchemaStatus: 'AVAILABLE', NextSchemaVersion: 2 });
  expect(registered).toMatchObject({ VersionNumber: 2 });
  expect(never.code).toBe('EntityNotFoundException');
});

test('what a registration or creation has left that was cut off does no harm', async () => {
  const artifacts = `${own.url}/registry/v2/groups/glue:000000000000:us-east-1/artifacts`;
  const leave = async (schema: string, type: string, body: string) => {
    const headers = { 'x-registry-artifacttype': type, 'x-registry-artifactid': `default-registry:${schema}` };
    const answer = await fetch(`${artifacts}?ifExists=UPDATE`, { method: 'POST', body, headers });
    expect(answer.status).toBe(200);
  };
  const rule = JSON.stringify({ type: 'COMPATIBILITY', config: 'FULL' });
  const headers = { 'content-type': 'application/json' };
  await leave('again', 'JSON', '{}');

  const made = await createSchema('again', 'NONE');
  await leave('again', 'AVRO', avro(email));
  await fetch(`${artifacts}/default-registry:again/rules`, { method: 'POST', body: rule, headers });
  const SchemaId = { SchemaArn: made.SchemaArn };
  const registered = await own.call('RegisterSchemaVersion', { SchemaId, SchemaDefinition: avro(email) });
  const found = await own.call('GetSchemaByDefinition', { SchemaId, SchemaDefinition: avro(email) });

  expect(registered).toMatchObject({ VersionNumber: 2 });
  expect(found.SchemaVersionId).toBe(registered.SchemaVersionId);
});

test('the stack of a new LocalStack takes over what the forgotten one has made', async () => {
  const deploy = async (run: string, Description: string, definition = avro(id)) => {
    const registry = await own.createResource(run, 'AWS::Glue::Registry', { Name: 'mine', Description });
    const schema = await own.createResource(run, 'AWS::Glue::Schema', {
      ...{ Registry: { Arn: registry.Arn }, Name: 'users', Description },
      ...{ DataFormat: 'AVRO', Compatibility: 'BACKWARD', SchemaDefinition: definition },
    });
    const version = await own.createResource(run, 'AWS::Glue::SchemaVersion', {
      Schema: { SchemaArn: schema.Arn },
      SchemaDefinition: avro(id, nickname),
    });
    const { VersionId: SchemaVersionId } = version;
    const pair = { SchemaVersionId, Key: 'stage', Value: 'test' };
    const metadata = await own.createResource(run, 'AWS::Glue::SchemaVersionMetadata', pair);
    return { registry, schema, version, metadata };
  };

  const first = await deploy('first', 'old');
  const second = await deploy('second', 'new');
  const other = await deploy('third', 'new', avro(email));
  const kept = await own.call('GetSchema', { SchemaId: { SchemaArn: first.schema.Arn } });

  expect(second.schema).toMatchObject({
    ...{ TakenOver: true, Arn: first.schema.Arn, InitialSchemaVersionId: first.schema.InitialSchemaVersionId },
  });
  expect(second.version).toMatchObject({ TakenOver: true, VersionId: first.version.VersionId });
  expect(second.metadata.TakenOver).toBe(true);
  expect(kept).toMatchObject({ Description: 'new', LatestSchemaVersion: 2 });
  expect(other.schema.message).toContain('is there with other definitions');
});
