import type { FetchedSchema } from '../../../../../local/event-source-mapping/schema-registry/confluent/confluent-registry.ts';
import { schemaLoader } from '../../../../../local/event-source-mapping/schema-registry/load-schema.ts';
import { SchemaRegistryProblem } from '../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';

function fetched(text: string): FetchedSchema {
  return { schema: { dataFormat: 'AVRO', text, references: [] }, subjects: ['users-value'] };
}

test('a schema comes with what reads its records', async () => {
  const schema = await schemaLoader(async () => fetched('"int"'))(1);

  expect(schema).toMatchObject({ subjects: ['users-value'], dataFormat: 'AVRO' });
  expect(schema && 'read' in schema && schema.read(Buffer.from([2])).toString()).toBe('1');
});

test('a schema that cannot be compiled says so with its subjects', async () => {
  await expect(schemaLoader(async () => fetched('"integer"'))(1)).resolves.toMatchObject({
    subjects: ['users-value'],
    problem: { message: expect.stringMatching(/^the schema cannot be used: .*integer/) },
  });
});

test('a schema that cannot be had as a whole is one that cannot be used', async () => {
  const load = schemaLoader(() => Promise.reject(new Error('it is longer than anything')));

  await expect(load(1)).resolves.toMatchObject({
    problem: { message: expect.stringContaining('longer than anything') },
  });
});

test('a schema that is missing stays undefined', async () => {
  await expect(schemaLoader(async () => undefined)(1)).resolves.toBeUndefined();
});

test('a registry that is away says nothing about the schema', async () => {
  const load = schemaLoader(() => Promise.reject(new SchemaRegistryProblem('away')));

  await expect(load(1)).rejects.toThrow(SchemaRegistryProblem);
});
