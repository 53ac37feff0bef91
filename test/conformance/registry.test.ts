import { type KafkaSchemaRegistryConfig, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import avro from 'avsc';
import { createQueue } from '../support/event-source-mapping/destinations.ts';
import { createMapping, lambda, updateMapping } from '../support/event-source-mapping/mappings.ts';
import { deployFunction, recordsOf } from '../support/event-source-mapping/recorded-function.ts';
import { SharedPoller } from '../support/event-source-mapping/shared-poller.ts';
import { topicName } from '../support/event-source-mapping/topics.ts';
import { framed } from '../support/schemas/framed.ts';
import { type OwnSchemaRegistry, startSchemaRegistry } from '../support/schemas/own-schema-registry.ts';

const shared = SharedPoller.forThisFile();

const withRegistry = (url: string) => {
  const SchemaRegistryConfig: KafkaSchemaRegistryConfig = {
    SchemaRegistryURI: url,
    EventRecordFormat: 'JSON',
    SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
  };
  return { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig } };
};
const provisioned = { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 } };
const nowhere = 'http://127.0.0.1:9';
const refused = { name: 'InvalidParameterValueException' };

let registry: OwnSchemaRegistry;

// The first start on a machine downloads the registry.
beforeAll(async () => {
  registry = await startSchemaRegistry();
}, 600_000);
afterAll(() => registry.remove());

test('45. a schema registry without provisioned pollers is refused, and leaves no mapping behind', async () => {
  const recorded = await deployFunction();

  const creating = createMapping(recorded, topicName(), withRegistry(nowhere));

  await expect(creating).rejects.toMatchObject(refused);
  const { EventSourceMappings } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: recorded.name }),
  );
  expect(EventSourceMappings).toEqual([]);
});

test('45. a mapping with a schema registry does not go back to pollers on demand', async () => {
  const recorded = await deployFunction();
  const uuid = await createMapping(recorded, topicName(), { ...withRegistry(nowhere), ...provisioned, Enabled: false });

  const updating = updateMapping({ UUID: uuid, ProvisionedPollerConfig: {} });

  await expect(updating).rejects.toMatchObject(refused);
});

test('the function gets JSON with the schema it came from, filters see it too, and what does not fit goes aside', async () => {
  const type = avro.Type.forSchema({ type: 'record', name: 'User', fields: [{ name: 'name', type: 'string' }] });
  const id = await registry.register('mapping-value', { schema: JSON.stringify(type.schema()) });
  const queue = await createQueue();
  const mapped = await shared.map({
    ...withRegistry(registry.url),
    ...provisioned,
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ value: { name: [{ prefix: 'Z' }] } }) }] },
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
    messages: [
      { value: framed(id, type.toBuffer({ name: 'Ada' })) },
      { value: 'not framed' },
      { value: framed(id, type.toBuffer({ name: 'Zoë' })) },
    ],
  });

  await mapped.committed(3);

  expect(recordsOf(mapped.events)).toEqual([
    expect.objectContaining({
      offset: 2,
      value: Buffer.from('{"name":"Zoë"}').toString('base64'),
      valueSchemaMetadata: { dataFormat: 'AVRO', schemaId: String(id) },
    }),
  ]);
  expect(await queue.receive()).toMatchObject({
    requestContext: { condition: 'DESERIALIZATION_ERROR' },
    responseContext: null,
    KafkaBatchInfo: { batchSize: 1, recordsInfo: { [`${mapped.topic}-0`]: { firstRecordOffset: '1' } } },
  });
});
