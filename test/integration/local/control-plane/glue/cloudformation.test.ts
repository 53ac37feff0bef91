import {
  GetRegistryCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  GetTagsCommand,
  ListSchemaVersionsCommand,
  QuerySchemaVersionMetadataCommand,
} from '@aws-sdk/client-glue';
import { avro, deleteRegistries, email, glue, id, newName, nickname } from '../../../../support/aws/glue.ts';
import { type Template, TestStack } from '../../../../support/stack/test-stack.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());

afterAll(deleteRegistries);

interface Wanted {
  readonly description?: string;
  readonly compatibility?: string;
  /** Of the second version. */
  readonly definition?: string;
  readonly value?: string;
}

function template(
  Name: string,
  { description = 'old', compatibility = 'BACKWARD', definition = avro(id, nickname), value = 'a' }: Wanted = {},
): Template {
  const Tags = [{ Key: 'is', Value: description }];
  return {
    Resources: {
      Registry: { Type: 'AWS::Glue::Registry', Properties: { Name, Description: description, Tags } },
      Schema: {
        Type: 'AWS::Glue::Schema',
        Properties: {
          Registry: { Arn: { Ref: 'Registry' } },
          Name: 'users',
          ...{ DataFormat: 'AVRO', Compatibility: compatibility, SchemaDefinition: avro(id) },
          ...{ Description: description, Tags },
        },
      },
      Version: {
        Type: 'AWS::Glue::SchemaVersion',
        Properties: { Schema: { SchemaArn: { Ref: 'Schema' } }, SchemaDefinition: definition },
      },
      Metadata: {
        Type: 'AWS::Glue::SchemaVersionMetadata',
        Properties: { SchemaVersionId: { Ref: 'Version' }, Key: 'stage', Value: value },
      },
    },
    Outputs: {
      RegistryArn: { Value: { 'Fn::GetAtt': ['Registry', 'Arn'] } },
      SchemaArn: { Value: { 'Fn::GetAtt': ['Schema', 'Arn'] } },
      InitialId: { Value: { 'Fn::GetAtt': ['Schema', 'InitialSchemaVersionId'] } },
      VersionId: { Value: { 'Fn::GetAtt': ['Version', 'VersionId'] } },
      MetadataId: { Value: { Ref: 'Metadata' } },
    },
  };
}

test('a stack makes a registry, a schema, a version and its metadata, changes and deletes them', async () => {
  const name = newName();
  const created = await stack.deploy(template(name));
  const before = await stack.outputs();
  const SchemaId = { SchemaArn: before.SchemaArn };
  const initial = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: before.InitialId }));

  const changes = { description: 'new', compatibility: 'NONE', definition: avro(email), value: 'b' };
  const updated = await stack.deploy(template(name, changes));
  const after = await stack.outputs();
  const registry = await glue.send(new GetRegistryCommand({ RegistryId: { RegistryArn: after.RegistryArn } }));
  const schema = await glue.send(new GetSchemaCommand({ SchemaId }));
  const { Tags } = await glue.send(new GetTagsCommand({ ResourceArn: after.SchemaArn }));
  const { Schemas = [] } = await glue.send(new ListSchemaVersionsCommand({ SchemaId }));
  const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: after.VersionId }));
  const { MetadataInfoMap } = await glue.send(
    new QuerySchemaVersionMetadataCommand({ SchemaVersionId: after.VersionId }),
  );
  await stack.delete();

  expect([created, updated]).toEqual([true, true]);
  expect(before).toMatchObject({
    RegistryArn: `arn:aws:glue:us-east-1:000000000000:registry/${name}`,
    SchemaArn: `arn:aws:glue:us-east-1:000000000000:schema/${name}/users`,
    MetadataId: `${before.VersionId}|stage|a`,
  });
  expect(initial).toMatchObject({ VersionNumber: 1, SchemaDefinition: avro(id) });
  expect(after).toMatchObject({ SchemaArn: before.SchemaArn, InitialId: before.InitialId });
  expect(registry.Description).toBe('new');
  expect(schema).toMatchObject({ Description: 'new', Compatibility: 'NONE' });
  expect(Tags).toEqual({ is: 'new' });
  expect(version).toMatchObject({ VersionNumber: 3, Status: 'AVAILABLE', SchemaDefinition: avro(email) });
  // The second version was the checkpoint when the compatibility became another one, and stays.
  expect(Schemas.map(({ VersionNumber }) => VersionNumber)).toEqual([1, 2, 3]);
  expect(MetadataInfoMap).toMatchObject({ stage: { MetadataValue: 'b' } });
  await expect(glue.send(new GetSchemaCommand({ SchemaId }))).rejects.toThrow('Schema is not found');
});

test('an incompatible version fails its stack, with the reason', async () => {
  const deployed = await stack.deploy(template(newName(), { definition: avro(email) }));

  expect(deployed).toBe(false);
  expect(await stack.failure('Version')).toMatch(
    /Version 2 of arn:aws:glue:.* is FAILURE, it is not BACKWARD: .*email at \/fields\/0/,
  );
});

test('a stack that no longer has a version deletes it', async () => {
  const name = newName();
  await stack.deploy(template(name));
  const { SchemaArn } = await stack.outputs();
  const { Resources } = template(name);

  const updated = await stack.deploy({
    Resources: { Registry: Resources.Registry as object, Schema: Resources.Schema as object },
  });
  const { Schemas = [] } = await glue.send(new ListSchemaVersionsCommand({ SchemaId: { SchemaArn } }));

  expect(updated).toBe(true);
  expect(Schemas.map(({ VersionNumber }) => VersionNumber)).toEqual([1]);
});
