import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteSchemaCommand,
  GetRegistryCommand,
  GetSchemaCommand,
  GetTagsCommand,
  ListRegistriesCommand,
  ListSchemasCommand,
  paginateListRegistries,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateRegistryCommand,
} from '@aws-sdk/client-glue';
import {
  avro,
  createRegistry,
  createSchema,
  deleteRegistries,
  glue,
  id,
  newName,
} from '../../../../support/aws/glue.ts';

afterAll(deleteRegistries);

test('a registry is made, told, changed and deleted with its schemas', async () => {
  const RegistryName = newName();
  const RegistryId = { RegistryName };
  const made = await glue.send(
    new CreateRegistryCommand({ RegistryName, Description: 'of users', Tags: { team: 'data' } }),
  );
  await glue.send(new UpdateRegistryCommand({ RegistryId: { RegistryArn: made.RegistryArn }, Description: 'of all' }));
  const changed = await glue.send(new GetRegistryCommand({ RegistryId }));
  const SchemaId = await createSchema(RegistryName);

  const deleted = await glue.send(new DeleteRegistryCommand({ RegistryId }));

  expect(made).toMatchObject({
    RegistryArn: `arn:aws:glue:us-east-1:000000000000:registry/${RegistryName}`,
    RegistryName,
    Description: 'of users',
    Tags: { team: 'data' },
  });
  expect(changed).toMatchObject({ RegistryName, Description: 'of all', Status: 'AVAILABLE' });
  expect(Date.parse(changed.UpdatedTime as string)).toBeGreaterThanOrEqual(Date.parse(changed.CreatedTime as string));
  expect(deleted).toMatchObject({ RegistryName, Status: 'DELETING' });
  await expect(glue.send(new GetRegistryCommand({ RegistryId }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: `Registry is not found. RegistryName: ${RegistryName}`,
  });
  await expect(glue.send(new GetSchemaCommand({ SchemaId }))).rejects.toThrow('Schema is not found');
});

test('registries are listed in pages', async () => {
  const names = [await createRegistry(), await createRegistry(), await createRegistry()].sort();

  const pages: string[][] = [];
  for await (const { Registries = [] } of paginateListRegistries({ client: glue, pageSize: 2 }, {})) {
    pages.push(Registries.map(({ RegistryName = '' }) => RegistryName));
  }

  expect(pages[0]).toHaveLength(2);
  expect(pages.flat().filter((name) => names.includes(name))).toEqual(names);
  await expect(glue.send(new ListRegistriesCommand({ NextToken: 'nonsense' }))).rejects.toThrow('NextToken');
});

test('tags of registries and schemas are added, replaced and removed', async () => {
  const RegistryName = await createRegistry();
  await createSchema(RegistryName, { Tags: { a: '1' } });
  const arns = ['registry/', 'schema/'].map((kind) => `arn:aws:glue:us-east-1:000000000000:${kind}${RegistryName}`);
  const [registry, schema] = [arns[0], `${arns[1]}/users`];

  for (const ResourceArn of [registry, schema]) {
    await glue.send(new TagResourceCommand({ ResourceArn, TagsToAdd: { a: '2', b: '3' } }));
    await glue.send(new UntagResourceCommand({ ResourceArn, TagsToRemove: ['b', 'unknown'] }));
  }

  const tags = [registry, schema].map((ResourceArn) => glue.send(new GetTagsCommand({ ResourceArn })));
  expect((await Promise.all(tags)).map(({ Tags }) => Tags)).toEqual([{ a: '2' }, { a: '2' }]);
});

test('a schema of no registry is in the default one, which is there from then on', async () => {
  const SchemaName = newName();
  const request = { SchemaName, DataFormat: 'AVRO', Compatibility: 'NONE', SchemaDefinition: avro(id) } as const;

  const { RegistryName, SchemaArn } = await glue.send(new CreateSchemaCommand(request));
  const registry = await glue.send(new GetRegistryCommand({ RegistryId: { RegistryName: 'default-registry' } }));
  const { Schemas = [] } = await glue.send(new ListSchemasCommand({ MaxResults: 100 }));
  await glue.send(new DeleteSchemaCommand({ SchemaId: { SchemaArn } }));

  expect(RegistryName).toBe('default-registry');
  expect(registry.Status).toBe('AVAILABLE');
  expect(Schemas.map((schema) => schema.SchemaArn)).toContain(SchemaArn);
});
