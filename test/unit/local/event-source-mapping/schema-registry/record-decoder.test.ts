import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import type { LoadedSchema } from '../../../../../local/event-source-mapping/schema-registry/load-schema.ts';
import {
  type FindSchema,
  type RecordDecoderOptions,
  recordDecoder,
} from '../../../../../local/event-source-mapping/schema-registry/record-decoder.ts';
import {
  missingSchema,
  SchemaProblem,
  UnusableSchema,
} from '../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';
import type { ReadFrame } from '../../../../../local/event-source-mapping/schema-registry/schema-registry.ts';

const upperCase: LoadedSchema = {
  subjects: ['users-value'],
  dataFormat: 'AVRO',
  read: (payload) => {
    if (payload.length === 0) throw new Error('it is empty');
    return Buffer.from(payload.toString().toUpperCase());
  },
};
const broken: LoadedSchema = {
  subjects: ['torn-value'],
  problem: new UnusableSchema('the schema cannot be used: it is torn', {
    reason: 'DESERIALIZATION_ERROR',
    passing: false,
  }),
};
const missing: LoadedSchema = { subjects: [], problem: missingSchema() };
const schemas = new Map<string, LoadedSchema>([
  ['7', upperCase],
  ['8', broken],
]);
const find = (id: string): LoadedSchema => schemas.get(id) ?? missing;

/** The id of the schema, a colon, and the payload. */
const readFrame: ReadFrame = (bytes) => {
  const [schemaId = '', payload] = bytes.toString().split(':');
  if (payload === undefined) throw new Error('it has no colon');
  return { schemaId, payload: Buffer.from(payload) };
};

function framed(id: number | string, text: string): Buffer {
  return Buffer.from(`${id}:${text}`);
}

function record(parts: Partial<KafkaRecord>): KafkaRecord {
  return {
    partition: 1,
    offset: 2,
    timestampMs: 3,
    timestampType: 'CREATE_TIME',
    key: null,
    value: null,
    headers: [],
    ...parts,
  };
}

function decoder(
  attributes: RecordDecoderOptions['attributes'],
  format: 'JSON' | 'SOURCE' = 'JSON',
  findSchema: FindSchema = find,
) {
  return recordDecoder({ attributes, format }, { readFrame, findSchema });
}

/** What decoding a record with this value comes to. */
function problemWith(value: Buffer): unknown {
  try {
    return decoder(new Set(['VALUE']))(record({ value }));
  } catch (error) {
    return error;
  }
}

const keyAndValue = new Set(['KEY', 'VALUE'] as const);

test('the selected parts become JSON and name their schemas, at once', () => {
  const decoded = decoder(keyAndValue)(record({ key: framed(7, 'k'), value: framed(7, 'v') }));

  const schema = { dataFormat: 'AVRO', schemaId: '7' };
  expect(decoded).toEqual(
    record({ key: Buffer.from('K'), value: Buffer.from('V'), keySchema: schema, valueSchema: schema } as KafkaRecord),
  );
});

test('what is not selected stays as it is', () => {
  const key = Buffer.from('any bytes');

  expect(decoder(new Set(['VALUE']))(record({ key, value: framed(7, 'v') }))).toMatchObject({
    key,
    value: Buffer.from('V'),
  });
  expect(decoder(new Set(['VALUE']))(record({ key, value: framed(7, 'v') }))).not.toHaveProperty('keySchema');
});

test('an absent key and a tombstone stay absent', () => {
  expect(decoder(keyAndValue)(record({}))).toEqual(record({}));
});

test('in their source format the parts are checked and lose their frame only', () => {
  const decode = decoder(new Set(['VALUE']), 'SOURCE');

  expect(decode(record({ value: framed(7, 'v') }))).toMatchObject({
    value: Buffer.from('v'),
    valueSchema: { schemaId: '7' },
  });
  expect(() => decode(record({ value: framed(7, '') }))).toThrow(SchemaProblem);
});

test('a record waits for schemas that are not known yet', async () => {
  const decode = decoder(keyAndValue, 'JSON', async (id) => find(id));

  const decoded = decode(record({ key: framed(7, 'k'), value: framed(7, 'v') }));

  expect(decoded).toBeInstanceOf(Promise);
  await expect(decoded).resolves.toMatchObject({ key: Buffer.from('K'), value: Buffer.from('V') });
});

test('a missing schema is a problem of the record, with its own reason', () => {
  expect(problemWith(framed(9, 'v'))).toMatchObject({
    name: 'SchemaProblem',
    reason: 'SCHEMA_NOT_FOUND',
    attribute: 'VALUE',
    schemaId: '9',
    message: expect.stringContaining('The value cannot be read with schema 9: the registry does not have it'),
  });
});

test('a payload that does not fit is a problem that names the schema and its subjects', () => {
  expect(problemWith(framed(7, ''))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    schemaId: '7',
    subjects: ['users-value'],
    message: 'The value cannot be read with schema 7 (users-value): it is empty',
  });
});

test('a schema that cannot be used is a problem of its records', () => {
  expect(problemWith(framed(8, 'v'))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    message: 'The value cannot be read with schema 8 (torn-value): the schema cannot be used: it is torn',
  });
});

test('bytes without a frame are a problem', () => {
  expect(problemWith(Buffer.from('{}'))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    schemaId: undefined,
    message: 'The value cannot be read with a schema: it has no colon',
  });
});

test('a problem with the value of a record whose key is waited for rejects', async () => {
  const decode = decoder(keyAndValue, 'JSON', (id) => (id === '7' ? Promise.resolve(upperCase) : missing));

  await expect(decode(record({ key: framed(7, 'k'), value: Buffer.alloc(0) }))).rejects.toThrow(SchemaProblem);
});
