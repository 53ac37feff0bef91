import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { cleanUp } from '../support/event-source-mapping/clean-up.ts';
import { createMapping, lambda, updateMapping } from '../support/event-source-mapping/mappings.ts';
import { deployFunction } from '../support/event-source-mapping/recorded-function.ts';
import { topicName } from '../support/event-source-mapping/topics.ts';

afterEach(cleanUp);

const SchemaRegistryConfig = {
  SchemaRegistryURI: 'http://127.0.0.1:9',
  EventRecordFormat: 'JSON' as const,
  SchemaValidationConfigs: [{ Attribute: 'VALUE' as const }],
};
const withRegistry = { SelfManagedKafkaEventSourceConfig: { SchemaRegistryConfig } };
const refused = { name: 'InvalidParameterValueException' };

test('45. a schema registry without provisioned pollers is refused, and leaves no mapping behind', async () => {
  const recorded = await deployFunction();

  const creating = createMapping(recorded, topicName(), withRegistry);

  await expect(creating).rejects.toMatchObject(refused);
  const { EventSourceMappings } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: recorded.name }),
  );
  expect(EventSourceMappings).toEqual([]);
});

test('45. a mapping with a schema registry does not go back to pollers on demand', async () => {
  const recorded = await deployFunction();
  const provisioned = { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 1 } };
  const uuid = await createMapping(recorded, topicName(), { ...withRegistry, ...provisioned, Enabled: false });

  const updating = updateMapping({ UUID: uuid, ProvisionedPollerConfig: {} });

  await expect(updating).rejects.toMatchObject(refused);
});
