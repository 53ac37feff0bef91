import {
  type GetSchemaVersionCommandOutput,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  RemoveSchemaVersionMetadataCommand,
} from '@aws-sdk/client-glue';
import {
  avro,
  createRegistry,
  createSchema,
  deleteRegistries,
  glue,
  id,
  nickname,
  register,
} from '../../../../support/aws/glue.ts';

let version: GetSchemaVersionCommandOutput;
let SchemaId: { RegistryName: string; SchemaName: string };

beforeEach(async () => {
  SchemaId = await createSchema(await createRegistry());
  version = (await register(SchemaId, avro(id, nickname))).settled;
});

afterAll(deleteRegistries);

const pair = (MetadataKey: string, MetadataValue: string) => ({ MetadataKeyValue: { MetadataKey, MetadataValue } });

function put(key: string, value: string) {
  const { SchemaVersionId } = version;
  return glue.send(new PutSchemaVersionMetadataCommand({ SchemaVersionId, ...pair(key, value) }));
}

test('metadata is added, found and removed, by the id of a version or its number', async () => {
  const { SchemaVersionId } = version;
  const byNumber = { SchemaId, SchemaVersionNumber: { LatestVersion: true } };

  await put('owner', 'first');
  await put('owner', 'second');
  const added = await glue.send(new PutSchemaVersionMetadataCommand({ ...byNumber, ...pair('stage', 'test') }));
  const all = await glue.send(new QuerySchemaVersionMetadataCommand({ SchemaVersionId }));
  const owners = await glue.send(
    new QuerySchemaVersionMetadataCommand({ ...byNumber, MetadataList: [{ MetadataKey: 'owner' }] }),
  );
  await glue.send(new RemoveSchemaVersionMetadataCommand({ SchemaVersionId, ...pair('owner', 'second') }));
  const { MetadataInfoMap: left } = await glue.send(new QuerySchemaVersionMetadataCommand(byNumber));

  expect(added).toMatchObject({ ...SchemaId, LatestVersion: true, MetadataKey: 'stage', MetadataValue: 'test' });
  expect(all).toMatchObject({
    SchemaVersionId,
    MetadataInfoMap: {
      owner: { MetadataValue: 'second', OtherMetadataValueList: [{ MetadataValue: 'first' }] },
      stage: { MetadataValue: 'test' },
    },
  });
  expect(Object.keys(owners.MetadataInfoMap ?? {})).toEqual(['owner']);
  expect(left).toMatchObject({ owner: { MetadataValue: 'first' }, stage: { MetadataValue: 'test' } });
});

test('a version has ten pairs at the most, each of them once', async () => {
  for (let number = 0; number < 9; number += 1) await put('key', String(number));

  await expect(put('key', '0')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await put('key', '9');

  await expect(put('key', '10')).rejects.toMatchObject({ name: 'ResourceNumberLimitExceededException' });
  await expect(
    glue.send(
      new RemoveSchemaVersionMetadataCommand({ SchemaVersionId: version.SchemaVersionId, ...pair('key', '10') }),
    ),
  ).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});
