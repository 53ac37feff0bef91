import { randomUUID } from 'node:crypto';
import { CreateSchemaCommand } from '@aws-sdk/client-glue';
import { GetEventSourceMappingCommand, type KafkaSchemaRegistryConfig } from '@aws-sdk/client-lambda';
import avro from 'avsc';
import { controlPlane } from '../../local/services/control-plane/control-plane-service.ts';
import { schemaRegistry } from '../../local/services/schema-registry/schema-registry.ts';
import { createRegistry, deleteRegistries, glue, newName, registryArn } from '../support/aws/glue.ts';
import { createQueue } from '../support/event-source-mapping/destinations.ts';
import { lambda } from '../support/event-source-mapping/mappings.ts';
import { recordsOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { committedOffset } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { framedForGlue } from '../support/schemas/framed.ts';
import { without } from '../support/stack/without.ts';

const shared = SharedPoller.forThisFile();

const fromRegistry = (RegistryName: string) => {
  const SchemaRegistryConfig: KafkaSchemaRegistryConfig = {
    SchemaRegistryURI: registryArn(RegistryName),
    EventRecordFormat: 'JSON',
    SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
  };
  return {
    SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig },
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 },
  };
};

const type = avro.Type.forSchema({ type: 'record', name: 'User', fields: [{ name: 'name', type: 'string' }] });
const jsonSchema = JSON.stringify({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] });
const definitions = { AVRO: JSON.stringify(type.schema()), JSON: jsonSchema };
const ada = JSON.stringify({ name: 'Ada' });

let registry: string;

beforeAll(async () => {
  registry = await createRegistry();
});
afterAll(deleteRegistries);

/** A schema of its own. @returns the id of its version */
async function registerIn(RegistryName: string, DataFormat: keyof typeof definitions): Promise<string> {
  const { SchemaVersionId = '' } = await glue.send(
    new CreateSchemaCommand({
      ...{ RegistryId: { RegistryName }, SchemaName: `users-${randomUUID()}`, DataFormat },
      ...{ Compatibility: 'NONE', SchemaDefinition: definitions[DataFormat] },
    }),
  );
  return SchemaVersionId;
}

/** Waits until the mapping says so. */
async function tells(UUID: string, fields: object): Promise<void> {
  const read = () => lambda.send(new GetEventSourceMappingCommand({ UUID }));
  await eventually(async () => expect(await read()).toMatchObject(fields), 60_000);
}

test('the function gets JSON with the version it came from, compressed or not, and filters see it too', async () => {
  const [avroId, jsonId] = [await registerIn(registry, 'AVRO'), await registerIn(registry, 'JSON')];
  const mapped = await shared.map({
    ...fromRegistry(registry),
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ value: { name: [{ prefix: 'Z' }] } }) }] },
    messages: [
      { value: framedForGlue(avroId, type.toBuffer({ name: 'Ada' }), 'zlib') },
      { value: framedForGlue(avroId, type.toBuffer({ name: 'Zoë' }), 'zlib') },
      { value: framedForGlue(avroId, type.toBuffer({ name: 'Zuse' })) },
      { value: framedForGlue(jsonId, '{"name":"Zora"}', 'zlib') },
      { value: framedForGlue(jsonId, ada) },
      { value: framedForGlue(jsonId, '{"name":"Zadie"}') },
    ],
  });

  await mapped.committed(6);

  const delivered = (offset: number, name: string, dataFormat: string, schemaId: string) =>
    expect.objectContaining({
      ...{ offset, value: Buffer.from(JSON.stringify({ name })).toString('base64') },
      valueSchemaMetadata: { dataFormat, schemaId },
    });
  expect(recordsOf(mapped.events)).toEqual([
    delivered(1, 'Zoë', 'AVRO', avroId),
    delivered(2, 'Zuse', 'AVRO', avroId),
    delivered(3, 'Zora', 'JSON', jsonId),
    delivered(5, 'Zadie', 'JSON', jsonId),
  ]);
});

test.each([
  ['of a version that nobody has registered', async () => framedForGlue(randomUUID(), ada), 'SCHEMA_NOT_FOUND'],
  [
    'of a version of another registry',
    async () => framedForGlue(await registerIn(await createRegistry(), 'JSON'), ada),
    'SCHEMA_NOT_FOUND',
  ],
  ['without a frame', async () => Buffer.from('{"name":"Ada, framed by nobody"}'), 'DESERIALIZATION_ERROR'],
  [
    'that does not fit its schema',
    async () => framedForGlue(await registerIn(registry, 'JSON'), '{"name":7}'),
    'DESERIALIZATION_ERROR',
  ],
])('a record %s goes aside with the reason, and those after it are delivered', async (_, written, condition) => {
  const queue = await createQueue();
  const mapped = await shared.map({
    ...fromRegistry(registry),
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
    messages: [{ value: await written() }, { value: framedForGlue(await registerIn(registry, 'JSON'), ada) }],
  });

  await mapped.committed(2);

  expect(mapped.offsets()).toEqual([[1]]);
  expect(await queue.receive()).toMatchObject({
    requestContext: { condition },
    responseContext: null,
    KafkaBatchInfo: { batchSize: 1, recordsInfo: { [`${mapped.topic}-0`]: { firstRecordOffset: '0' } } },
  });
});

test('a registry that does not exist is told by its name, until somebody makes it', async () => {
  const late = newName();
  const mapped = await shared.map({ ...fromRegistry(late), untilEnabled: false });
  await tells(mapped.uuid, {
    StateTransitionReason: 'ESM_CONFIG_NOT_VALID',
    LastProcessingResult: expect.stringContaining(`The schema registry ${registryArn(late)} does not exist`),
  });

  await createRegistry(late);
  await mapped.produce([{ value: framedForGlue(await registerIn(late, 'JSON'), ada) }]);

  await mapped.committed(1);
  expect(mapped.offsets()).toEqual([[0]]);
});

test.each([
  ['the registry behind Glue', schemaRegistry],
  ['Glue', controlPlane],
])(
  'while %s is away records wait, the mapping tells why, and all are delivered when it is back',
  async (_, service) => {
    const queue = await createQueue();
    const id = await registerIn(registry, 'JSON');
    const mapped = await shared.map({
      ...fromRegistry(registry),
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
    });

    const committed = await without(service, async () => {
      await mapped.produce([1, 2, 3].map((n) => ({ value: framedForGlue(id, JSON.stringify({ name: `${n}` })) })));
      const problem = `The schema registry ${registryArn(registry)} cannot be asked`;
      await tells(mapped.uuid, { LastProcessingResult: expect.stringContaining(problem) });
      return committedOffset(mapped.uuid, mapped.topic);
    });
    await mapped.committed(3);

    expect(committed).toBeLessThan(1);
    expect(mapped.offsets().flat()).toEqual([0, 1, 2]);
    expect(await queue.drain()).toEqual([]);
  },
);
