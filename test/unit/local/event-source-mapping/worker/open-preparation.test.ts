import { Activity } from '../../../../../local/event-source-mapping/activity.ts';
import type { SchemaRegistryPorts } from '../../../../../local/event-source-mapping/schema-registry/open-schema-registry.ts';
import { parseMapping } from '../../../../../local/event-source-mapping/worker/mapping.ts';
import { openPreparation } from '../../../../../local/event-source-mapping/worker/open-preparation.ts';
import { kafkaRecord, offsetsOf } from '../event-records.ts';

const ports: SchemaRegistryPorts = {
  readSecret: () => Promise.reject(new Error('There is no secret here')),
  loadGlue: () => Promise.reject(new Error('There is no Glue here')),
};

function preparation(fields: Parameters<typeof parseMapping>[0] = {}) {
  const mapping = parseMapping({
    UUID: 'uuid',
    FunctionArn: 'function',
    EventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/users/1',
    Topics: ['users'],
    ...fields,
  });
  const activity = new Activity(() => undefined);
  return { activity, opened: openPreparation(mapping, ports, { firstMs: 0, maxMs: 0 }, activity) };
}

const records = [kafkaRecord(0), kafkaRecord(1)];
const { signal } = new AbortController();

test('without filters and a registry records come as they are, of the mapping’s topic', async () => {
  const { opened } = preparation();

  const { prepare, close } = await opened;
  const prepared = await prepare(records, signal);
  close();

  expect(offsetsOf(prepared)).toEqual([0, 1]);
  expect(JSON.parse(prepared[0]?.json ?? '')).toMatchObject({ topic: 'users', offset: 0 });
});

test('records that no filter matches are left out and counted', async () => {
  const value = Buffer.from('{"age":7}');
  const { opened, activity } = preparation({ FilterCriteria: { Filters: [{ Pattern: '{"value":{"age":[7]}}' }] } });

  const { prepare } = await opened;
  const prepared = await prepare(
    [
      { ...kafkaRecord(0), value: Buffer.from('{}') },
      { ...kafkaRecord(1), value },
    ],
    signal,
  );

  expect(offsetsOf(prepared)).toEqual([1]);
  expect(activity.counts.filteredOut).toBe(1);
});

test('a filter that is none is a problem of the mapping', async () => {
  const { opened } = preparation({ FilterCriteria: { Filters: [{ Pattern: '{"value":7}' }] } });

  await expect(opened).rejects.toMatchObject({
    name: 'MappingProblem',
    reason: 'ESM_CONFIG_NOT_VALID',
    message: expect.stringContaining('value'),
    cause: expect.any(Error),
  });
});

const schemaRegistry = {
  SchemaRegistryURI: 'http://127.0.0.1:9',
  EventRecordFormat: 'JSON' as const,
  SchemaValidationConfigs: [{ Attribute: 'VALUE' as const }],
};
const withRegistry = (changed: Partial<typeof schemaRegistry> = {}) => ({
  AmazonManagedKafkaEventSourceConfig: { SchemaRegistryConfig: { ...schemaRegistry, ...changed } },
});

test('a record that names no schema is refused where a registry is to describe it', async () => {
  const { opened, activity } = preparation(withRegistry());

  const { prepare, close } = await opened;
  const prepared = await prepare(records, signal);
  close();

  expect(prepared.map(({ refusal }) => refusal)).toEqual(['DESERIALIZATION_ERROR', 'DESERIALIZATION_ERROR']);
  expect(activity.counts.schemaRegistryErrors).toBe(2);
});

test('a registry that the mapping cannot have is a problem of the mapping', async () => {
  const { opened } = preparation(withRegistry({ SchemaRegistryURI: 'not an address' }));

  await expect(opened).rejects.toMatchObject({ name: 'MappingProblem', reason: 'ESM_CONFIG_NOT_VALID' });
});
