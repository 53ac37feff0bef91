import avro from 'avsc';
import { eventually } from '../../../support/eventually.ts';
import { createQueue } from './destination-fixture.ts';
import { type OwnSchemaRegistry, startSchemaRegistry } from './own-schema-registry.ts';
import {
  cleanUp,
  committedOffset,
  createMapping,
  createTopic,
  deployFunction,
  produce,
  startPoller,
} from './poller-fixture.ts';
import { recordsOf } from './recorded-function.ts';

const userSchema: avro.Schema = { type: 'record', name: 'User', fields: [{ name: 'name', type: 'string' }] };

let registry: OwnSchemaRegistry;

// The first start on a machine downloads the registry.
beforeAll(async () => {
  registry = await startSchemaRegistry();
}, 600_000);

afterAll(() => registry.remove());

afterEach(cleanUp);

function framed(id: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return Buffer.concat([header, payload]);
}

test('the function gets JSON with the schema it came from, filters see it too, and what does not fit goes aside', async () => {
  const id = await registry.register('mapping-value', { schema: JSON.stringify(userSchema) });
  const type = avro.Type.forSchema(userSchema);
  const recorded = await deployFunction();
  const topic = await createTopic();
  const queue = await createQueue();
  const uuid = await createMapping(recorded, topic, {
    ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 },
    SelfManagedKafkaEventSourceConfig: {
      SchemaRegistryConfig: {
        SchemaRegistryURI: registry.url,
        EventRecordFormat: 'JSON',
        SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
      },
    },
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ value: { name: [{ prefix: 'Z' }] } }) }] },
    DestinationConfig: { OnFailure: { Destination: queue.arn } },
  });
  await produce(topic, [
    { partition: 0, value: framed(id, type.toBuffer({ name: 'Ada' })) },
    { partition: 0, value: 'not framed' },
    { partition: 0, value: framed(id, type.toBuffer({ name: 'Zoë' })) },
  ]);

  await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(3), 20_000);

  expect(recordsOf(recorded.events)).toEqual([
    expect.objectContaining({
      offset: 2,
      value: Buffer.from('{"name":"Zoë"}').toString('base64'),
      valueSchemaMetadata: { dataFormat: 'AVRO', schemaId: String(id) },
    }),
  ]);
  expect(await queue.receive()).toMatchObject({
    requestContext: { condition: 'DESERIALIZATION_ERROR' },
    responseContext: null,
    KafkaBatchInfo: { batchSize: 1, recordsInfo: { [`${topic}-0`]: { firstRecordOffset: '1' } } },
  });
});
