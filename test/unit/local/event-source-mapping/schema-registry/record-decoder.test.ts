import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import type { LoadedSchema } from '../../../../../local/event-source-mapping/schema-registry/load-schema.ts';
import {
  type FindSchema,
  type RecordDecoderOptions,
  recordDecoder,
} from '../../../../../local/event-source-mapping/schema-registry/record-decoder.ts';
import { SchemaProblem } from '../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';

const upperCase: LoadedSchema = {
  subjects: ['users-value'],
  dataFormat: 'AVRO',
  read: (payload) => {
    if (payload.length === 0) throw new Error('it is empty');
    return Buffer.from(payload.toString().toUpperCase());
  },
};
const broken: LoadedSchema = { subjects: [], problem: new Error('the schema cannot be used: it is torn') };
const schemas = new Map<number, LoadedSchema>([
  [7, upperCase],
  [8, broken],
]);
const find: FindSchema = (id) => schemas.get(id);

function framed(id: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 0, id]), Buffer.from(text)]);
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

function decoder(attributes: RecordDecoderOptions['attributes'], format: 'JSON' | 'SOURCE' = 'JSON', schemasOf = find) {
  return recordDecoder({ attributes, format }, schemasOf);
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
  const decode = decoder(keyAndValue, 'JSON', async (id) => schemas.get(id));

  const decoded = decode(record({ key: framed(7, 'k'), value: framed(7, 'v') }));

  expect(decoded).toBeInstanceOf(Promise);
  await expect(decoded).resolves.toMatchObject({ key: Buffer.from('K'), value: Buffer.from('V') });
});

test('a missing schema is a problem of the record, with its own reason', () => {
  expect(problemWith(framed(9, 'v'))).toMatchObject({
    name: 'SchemaProblem',
    reason: 'SCHEMA_NOT_FOUND',
    attribute: 'VALUE',
    schemaId: 9,
    message: expect.stringContaining('The value cannot be read with schema 9: the registry does not have it'),
  });
});

test('a payload that does not fit is a problem that names the schema and its subjects', () => {
  expect(problemWith(framed(7, ''))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    schemaId: 7,
    subjects: ['users-value'],
    message: 'The value cannot be read with schema 7 (users-value): it is empty',
  });
});

test('a schema that cannot be used is a problem of its records', () => {
  expect(problemWith(framed(8, 'v'))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    message: 'The value cannot be read with schema 8: the schema cannot be used: it is torn',
  });
});

test('bytes without a frame are a problem', () => {
  expect(problemWith(Buffer.from('{}'))).toMatchObject({
    reason: 'DESERIALIZATION_ERROR',
    schemaId: undefined,
    message: expect.stringContaining('The value cannot be read with a schema: it does not begin with a zero byte'),
  });
});

test('a problem with the value of a record whose key is waited for rejects', async () => {
  const decode = decoder(keyAndValue, 'JSON', (id) => (id === 7 ? Promise.resolve(upperCase) : undefined));

  await expect(decode(record({ key: framed(7, 'k'), value: Buffer.alloc(0) }))).rejects.toThrow(SchemaProblem);
});
