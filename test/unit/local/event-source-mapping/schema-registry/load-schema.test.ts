import { schemaLoader } from '../../../../../local/event-source-mapping/schema-registry/load-schema.ts';
import {
  SchemaRegistryProblem,
  UnusableSchema,
} from '../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';
import type {
  FetchedSchema,
  FetchSchema,
} from '../../../../../local/event-source-mapping/schema-registry/schema-registry.ts';

function fetched(text: string): FetchedSchema {
  return { schema: { dataFormat: 'AVRO', text, references: [] }, subjects: ['users-value'] };
}

function load(fetchSchema: FetchSchema) {
  const selectMessage = () => {
    throw new Error('no schema here is of Protobuf');
  };
  return schemaLoader({ fetchSchema, selectMessage })('1');
}

test('a schema comes with what reads its records', async () => {
  const schema = await load(async () => fetched('"int"'));

  expect(schema).toMatchObject({ subjects: ['users-value'], dataFormat: 'AVRO' });
  expect(schema && 'read' in schema && schema.read(Buffer.from([2])).toString()).toBe('1');
});

test('a schema that cannot be compiled says so with its subjects', async () => {
  await expect(load(async () => fetched('"integer"'))).resolves.toMatchObject({
    subjects: ['users-value'],
    problem: {
      message: expect.stringMatching(/^the schema cannot be used: .*integer/),
      reason: 'DESERIALIZATION_ERROR',
      passing: false,
      cause: expect.any(Error),
    },
  });
});

test('a schema that cannot be had as a whole is one that cannot be used', async () => {
  await expect(load(() => Promise.reject(new Error('it is longer than anything')))).resolves.toMatchObject({
    subjects: [],
    problem: { message: 'the schema cannot be used: it is longer than anything', reason: 'DESERIALIZATION_ERROR' },
  });
});

test('what the registry knows to be wrong with a schema stays as it is', async () => {
  const problem = new UnusableSchema('it is missing', { reason: 'SCHEMA_NOT_FOUND', passing: true });

  const loaded = await load(() => Promise.reject(problem));

  expect('problem' in loaded && loaded.problem).toBe(problem);
});

test('a registry that is away says nothing about the schema', async () => {
  await expect(load(() => Promise.reject(new SchemaRegistryProblem('away')))).rejects.toThrow(SchemaRegistryProblem);
});

test('a Protobuf schema’s messages are told apart as the registry does', async () => {
  const text = 'syntax = "proto3"; message First {} message Second { string a = 1; }';
  const fetchSchema = async () => ({
    schema: { dataFormat: 'PROTOBUF' as const, text, references: [] },
    subjects: [],
  });

  const loaded = await schemaLoader({
    fetchSchema,
    selectMessage: (messages) => (payload) => ({
      type: messages[payload[0] as number] as never,
      message: payload.subarray(1),
    }),
  })('1');

  expect('read' in loaded && loaded.read(Buffer.from([1, 10, 1, 120])).toString()).toBe('{"a":"x"}');
});
