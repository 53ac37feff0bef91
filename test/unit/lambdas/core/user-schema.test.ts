import fc from 'fast-check';
import { recordFormats } from '../../../../lambdas/core/record-format.ts';
import { encodeUser } from '../../../../lambdas/core/user.ts';
import { avroSchemaOf, userSchemaDefinition } from '../../../../lambdas/core/user-schema.ts';
import { avroWriter } from '../../../../lambdas/fetch-users/avro-writer.ts';
import { avroReader } from '../../../../local/event-source-mapping/schema-registry/formats/avro.ts';
import { jsonSchemaReader } from '../../../../local/event-source-mapping/schema-registry/formats/json-schema.ts';
import { anyUser, sampleUser } from '../sample-user.ts';

const fields = Object.keys(sampleUser);

/** The poller's own reader of the schema, as the registry would give it. */
function readerOf(format: (typeof recordFormats)[number]) {
  const schema = { dataFormat: format, text: userSchemaDefinition(format).text, references: [] };
  return format === 'AVRO' ? avroReader(schema) : jsonSchemaReader(schema);
}

test('the JSON Schema has a title, wants every field, and takes no other', () => {
  const { format, text } = userSchemaDefinition('JSON');

  expect(format).toBe('JSON');
  const schema = JSON.parse(text);
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'User',
    type: 'object',
    required: fields,
    additionalProperties: false,
  });
  expect(schema.properties).toMatchObject({
    id: { type: 'string', format: 'uuid' },
    dob: { type: 'string', format: 'date-time' },
    registered_date: { type: 'string', format: 'date-time' },
    address: { type: 'string' },
  });
  expect(Object.keys(schema.properties)).toEqual(fields);
});

test('the JSON Schema holds no pattern of the library, which another release may write in another way', () => {
  expect(userSchemaDefinition('JSON').text).not.toContain('pattern');
});

test('the Avro schema is a record of texts, in the order of the fields', () => {
  const schema = JSON.parse(userSchemaDefinition('AVRO').text);

  expect(schema).toEqual({
    type: 'record',
    name: 'User',
    namespace: 'users_pipeline',
    fields: fields.map((name) => ({ name, type: 'string' })),
  });
});

test('what may be missing may be null in Avro, and is null where older records lack it', () => {
  const properties = { id: { type: 'string' }, nickname: { type: 'string' } };

  expect(avroSchemaOf({ properties, required: ['id'] }).fields).toEqual([
    { name: 'id', type: 'string' },
    { name: 'nickname', type: ['null', 'string'], default: null },
  ]);
});

test('a field of another type is named, so that nobody guesses its type in Avro', () => {
  expect(() => avroSchemaOf({ properties: { age: { type: 'integer' } }, required: ['age'] })).toThrow(
    'age is a integer; the Avro schema of users has texts only: add its type.',
  );
});

test.each(recordFormats)('the %s schema is the same text at every call', (format) => {
  expect(userSchemaDefinition(format)).toEqual(userSchemaDefinition(format));
});

test('every user that the pipeline takes fits the JSON Schema and stays as it is', () => {
  const read = readerOf('JSON');
  fc.assert(
    fc.property(anyUser, (user) => {
      expect(JSON.parse(read(encodeUser(user)).toString())).toStrictEqual(user);
    }),
  );
});

test('every user comes back from Avro as the JSON that the sink is given otherwise', () => {
  const [read, write] = [readerOf('AVRO'), avroWriter(userSchemaDefinition('AVRO').text)];
  fc.assert(
    fc.property(anyUser, (user) => {
      expect(JSON.parse(read(encodeUser(user, write)).toString())).toStrictEqual(user);
    }),
  );
});

test.each([
  ['a field too few', { ...sampleUser, email: undefined }],
  ['a field too many', { ...sampleUser, nickname: 'Ada' }],
  ['a number as a text', { ...sampleUser, post_code: 97475 }],
  ['an id that is none', { ...sampleUser, id: '1' }],
  ['a date that is none', { ...sampleUser, dob: 'yesterday' }],
])('%s does not fit the JSON Schema', (_, user) => {
  expect(() => readerOf('JSON')(Buffer.from(JSON.stringify(user)))).toThrow();
});
