import { confluentSchemas } from '../../../../../../local/event-source-mapping/schema-registry/confluent/confluent-schemas.ts';
import { SchemaRegistryProblem } from '../../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';

/** A registry with these answers and no others. */
function registry(answers: Record<string, unknown>) {
  return confluentSchemas(async (path) => answers[path]);
}

function refersTo(...names: readonly string[]) {
  return names.map((name) => ({ name, subject: `of ${name}`, version: 1 }));
}

const versionOf = (name: string) => `/subjects/${encodeURIComponent(`of ${name}`)}/versions/1`;

test('a schema that names no type is Avro', async () => {
  const fetched = await registry({ '/schemas/ids/1': { schema: '"int"' } })('1');

  expect(fetched).toEqual({ schema: { dataFormat: 'AVRO', text: '"int"', references: [] }, subjects: [] });
});

test('a schema that the registry does not have is missing, and may come', async () => {
  await expect(registry({})('1')).rejects.toMatchObject({
    name: 'UnusableSchema',
    reason: 'SCHEMA_NOT_FOUND',
    passing: true,
    message: 'the registry does not have it. Register it, then send the record again',
  });
});

test('its subjects are told once each', async () => {
  const versions = [
    { subject: 'a', version: 1 },
    { subject: 'a', version: 2 },
    { subject: 'b', version: 1 },
  ];
  const fetched = await registry({ '/schemas/ids/1': { schema: '"int"' }, '/schemas/ids/1/versions': versions })('1');

  expect(fetched?.subjects).toEqual(['a', 'b']);
});

test('a registry that does not tell the subjects gives its schemas all the same', async () => {
  const fetch = confluentSchemas(async (path) => {
    if (path.endsWith('/versions')) throw new SchemaRegistryProblem('not allowed');
    return { schema: '"int"' };
  });

  await expect(fetch('1')).resolves.toMatchObject({ subjects: [] });
});

test('references come once each, after those that they refer to', async () => {
  const fetched = await registry({
    '/schemas/ids/1': { schema: 'main', schemaType: 'PROTOBUF', references: refersTo('a', 'b') },
    [versionOf('a')]: { schema: 'text of a', references: refersTo('c') },
    [versionOf('b')]: { schema: 'text of b', references: refersTo('c', 'b') },
    [versionOf('c')]: { schema: 'text of c', references: null },
  })('1');

  expect(fetched?.schema.references).toEqual([
    { name: 'c', text: 'text of c' },
    { name: 'a', text: 'text of a' },
    { name: 'b', text: 'text of b' },
  ]);
});

const manyNames = Array.from({ length: 101 }, (_, index) => `${index}`);

test.each([
  ['an unknown type', { schema: '', schemaType: 'XML' }, 'its type XML is none of'],
  ['a missing reference', { schema: '', references: refersTo('nothing') }, 'it refers to version 1 of of nothing'],
  ['too many references', { schema: '', references: refersTo(...manyNames) }, 'more than 100 others'],
  ['too much text', { schema: 'x'.repeat(1_000_000), references: refersTo('0', '1') }, 'it is longer than'],
])('a schema with %s cannot be had', async (_, schema, message) => {
  const others = manyNames.map((name) => [versionOf(name), { schema: 'y'.repeat(name.length === 1 ? 40_000 : 1) }]);
  const answers = { '/schemas/ids/1': schema, ...Object.fromEntries(others) };

  const failure = await registry(answers)('1').catch((error: unknown) => error);

  expect(failure).not.toBeInstanceOf(SchemaRegistryProblem);
  expect(failure).toMatchObject({ message: expect.stringContaining(message) });
});

test('an answer that is no schema is a problem of the registry', async () => {
  await expect(registry({ '/schemas/ids/1': { id: 1 } })('1')).rejects.toThrow(SchemaRegistryProblem);
});
