import avro from 'avsc';
import type { KafkaRecord } from '../../../../local/event-source-mapping/record.ts';
import {
  openSchemaRegistry,
  type RecordDecoder,
} from '../../../../local/event-source-mapping/schema-registry/open-schema-registry.ts';
import {
  SchemaProblem,
  SchemaRegistryProblem,
} from '../../../../local/event-source-mapping/schema-registry/schema-problem.ts';
import { framed } from '../../../support/schemas/framed.ts';
import { type OwnSchemaRegistry, startSchemaRegistry } from '../../../support/schemas/own-schema-registry.ts';

let registry: OwnSchemaRegistry;
const decoders: RecordDecoder[] = [];

// The first start on a machine downloads the registry.
beforeAll(async () => {
  registry = await startSchemaRegistry();
}, 600_000);

afterEach(() => {
  for (const decoder of decoders.splice(0)) decoder.close();
});

afterAll(() => registry.remove());

async function decoder(EventRecordFormat: 'JSON' | 'SOURCE' = 'JSON'): Promise<RecordDecoder> {
  const opened = await openSchemaRegistry(
    {
      SchemaRegistryURI: registry.url,
      EventRecordFormat,
      SchemaValidationConfigs: [{ Attribute: 'KEY' }, { Attribute: 'VALUE' }],
    },
    {
      readSecret: () => Promise.reject(new Error('there are no secrets')),
      loadGlue: () => Promise.reject(new Error('there is no Glue')),
    },
  );
  decoders.push(opened);
  return opened;
}

function record(value: Buffer | null, key: Buffer | null = null): KafkaRecord {
  return { partition: 0, offset: 0, timestampMs: 0, timestampType: 'CREATE_TIME', key, value, headers: [] };
}

const nameSchema = { type: 'record', name: 'Name', namespace: 'people', fields: [{ name: 'first', type: 'string' }] };
const userSchema = {
  type: 'record',
  name: 'User',
  fields: [
    { name: 'name', type: 'people.Name' },
    { name: 'email', type: ['null', 'string'] },
  ],
};

test('an Avro record, whose schema refers to another, and its key become JSON', async () => {
  await registry.register('avro-name', { schema: JSON.stringify(nameSchema) });
  const keyId = await registry.register('avro-user-key', { schema: '"string"' });
  const id = await registry.register('avro-user-value', {
    schema: JSON.stringify(userSchema),
    references: [{ name: 'people.Name', subject: 'avro-name', version: 1 }],
  });
  const options = { registry: {} };
  avro.Type.forSchema(nameSchema as never, options);
  const payload = avro.Type.forSchema(userSchema as never, options).toBuffer({
    name: { first: 'Zoë' },
    email: 'zoe@example.com',
  });
  const { decode } = await decoder();

  const decoded = await decode(
    record(framed(id, payload), framed(keyId, avro.Type.forSchema('string').toBuffer('u1'))),
  );

  expect(decoded).toMatchObject({
    key: Buffer.from('"u1"'),
    value: Buffer.from('{"name":{"first":"Zoë"},"email":"zoe@example.com"}'),
    keySchema: { dataFormat: 'AVRO', schemaId: String(keyId) },
    valueSchema: { dataFormat: 'AVRO', schemaId: String(id) },
  });
});

const nameProto = 'syntax = "proto3"; package people; message Name { string first_name = 1; }';
const userProto = `
  syntax = "proto3";
  import "people/name.proto";
  import "google/protobuf/timestamp.proto";
  message Other { int32 x = 1; }
  message User { people.Name name = 1; google.protobuf.Timestamp born = 2; int64 points = 3; }`;

async function registerUserProto(): Promise<number> {
  await registry.register('people/name.proto', { schemaType: 'PROTOBUF', schema: nameProto });
  const references = [{ name: 'people/name.proto', subject: 'people/name.proto', version: 1 }];
  return registry.register('proto-user-value', { schemaType: 'PROTOBUF', schema: userProto, references });
}

test('a Protobuf record, whose schema imports others, becomes JSON', async () => {
  const id = await registerUserProto();
  const { decode } = await decoder();
  const message = [10, 5, 10, 3, ...Buffer.from('Zoe'), 18, 2, 8, 60, 24, 7];

  const decoded = await decode(record(framed(id, Buffer.from([2, 2, ...message]))));

  expect(JSON.parse(String(decoded.value))).toEqual({
    name: { firstName: 'Zoe' },
    born: '1970-01-01T00:01:00Z',
    points: '7',
  });
  expect(decoded.valueSchema).toEqual({ dataFormat: 'PROTOBUF', schemaId: String(id) });
});

test('a Protobuf record in its source format keeps the indexes of its message, which readers expect', async () => {
  const id = await registerUserProto();
  const { decode } = await decoder('SOURCE');
  const payload = Buffer.from([2, 2, 24, 7]);

  const decoded = await decode(record(framed(id, payload)));

  expect(decoded.value).toEqual(payload);
  expect(decoded.valueSchema).toEqual({ dataFormat: 'PROTOBUF', schemaId: String(id) });
});

describe('JSON Schema', () => {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const reference = { name: 'https://example.com/name.json', subject: 'json-name', version: 1 };
  let id: number;

  beforeAll(async () => {
    await registry.register('json-name', {
      schemaType: 'JSON',
      schema: JSON.stringify({ $schema, type: 'string', minLength: 1 }),
    });
    id = await registry.register('json-user-value', {
      schemaType: 'JSON',
      schema: JSON.stringify({
        $schema,
        type: 'object',
        properties: { name: { $ref: reference.name } },
      }),
      references: [reference],
    });
  });

  test('a valid record loses its frame only', async () => {
    const { decode } = await decoder();

    const decoded = await decode(record(framed(id, Buffer.from('{ "name": "Zoe" }'))));

    expect(decoded).toMatchObject({
      value: Buffer.from('{ "name": "Zoe" }'),
      valueSchema: { dataFormat: 'JSON', schemaId: String(id) },
    });
  });

  test('an invalid record is a problem that names the schema, its subject and what is wrong', async () => {
    const { decode } = await decoder();

    const problem = await Promise.resolve(decode(record(framed(id, Buffer.from('{"name":""}'))))).catch(
      (error) => error,
    );

    expect(problem).toBeInstanceOf(SchemaProblem);
    expect(problem.message).toMatch(
      `The value cannot be read with schema ${id} (json-user-value): /name must NOT have fewer`,
    );
  });
});

test('a record is decoded at once when its schema is known', async () => {
  const id = await registry.register('int-value', { schema: '"int"' });
  const { decode } = await decoder();

  await decode(record(framed(id, Buffer.from([2]))));

  expect(decode(record(framed(id, Buffer.from([4]))))).toMatchObject({ value: Buffer.from('2') });
});

test('a schema that was never registered is a problem of the record', async () => {
  const { decode } = await decoder();

  await expect(decode(record(framed(123_456, Buffer.from([2]))))).rejects.toMatchObject({
    name: 'SchemaProblem',
    reason: 'SCHEMA_NOT_FOUND',
    schemaId: '123456',
  });
});

test('a registry that is away is no problem of the record, which is decoded when the registry is back', async () => {
  const boolean = { schema: '"boolean"' };
  const { decode } = await decoder();
  const id = await registry.register('boolean-value', boolean);

  await registry.stop();
  await expect(decode(record(framed(id, Buffer.from([1]))))).rejects.toThrow(SchemaRegistryProblem);
  await registry.start();

  await expect(decode(record(framed(id, Buffer.from([1]))))).resolves.toMatchObject({ value: Buffer.from('true') });
});
