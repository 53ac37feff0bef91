import type { KafkaRecord, SchemaMetadata } from '../record.ts';
import type { LoadedSchema } from './load-schema.ts';
import { type Attribute, SchemaProblem } from './schema-problem.ts';
import { readFrame } from './wire-format.ts';

/**
 * Decodes the selected parts of a record, at once when their schemas are known; it runs for every record.
 * @throws SchemaProblem, also in the promise, for a record that can never be decoded.
 * @throws SchemaRegistryProblem in the promise while the registry gives no answer: the record can be tried again.
 */
export type DecodeRecord = (record: KafkaRecord) => KafkaRecord | Promise<KafkaRecord>;

/** Undefined, at once or in the promise, for a schema that the registry does not have. */
export type FindSchema = (id: number) => LoadedSchema | undefined | Promise<LoadedSchema | undefined>;

export interface RecordDecoderOptions {
  readonly attributes: ReadonlySet<Attribute>;
  /** JSON: payloads become JSON; SOURCE: they are checked and stay as they are. Either way they lose their frame. */
  readonly format: 'JSON' | 'SOURCE';
}

interface Decoded {
  readonly bytes: Buffer;
  readonly schema: SchemaMetadata;
}

export function recordDecoder({ attributes, format }: RecordDecoderOptions, findSchema: FindSchema): DecodeRecord {
  const decode = (attribute: Attribute, bytes: Buffer | null): Decoded | undefined | Promise<Decoded> => {
    if (bytes === null || !attributes.has(attribute)) return undefined;
    const { schemaId, payload } = frameOf(attribute, bytes);
    const use = (schema: LoadedSchema | undefined) => decodePayload({ attribute, schemaId, payload, schema, format });
    const schema = findSchema(schemaId);
    return schema instanceof Promise ? schema.then(use) : use(schema);
  };
  const decodeValue = (record: KafkaRecord, key: Decoded | undefined): KafkaRecord | Promise<KafkaRecord> => {
    const value = decode('VALUE', record.value);
    return value instanceof Promise ? value.then((decoded) => merge(record, key, decoded)) : merge(record, key, value);
  };

  return (record) => {
    const key = decode('KEY', record.key);
    return key instanceof Promise ? key.then((decoded) => decodeValue(record, decoded)) : decodeValue(record, key);
  };
}

function frameOf(attribute: Attribute, bytes: Buffer) {
  try {
    return readFrame(bytes);
  } catch (error) {
    throw new SchemaProblem({ reason: 'DESERIALIZATION_ERROR', attribute }, error as Error);
  }
}

interface SchemaUse {
  readonly attribute: Attribute;
  readonly schemaId: number;
  readonly payload: Buffer;
  readonly schema: LoadedSchema | undefined;
  readonly format: RecordDecoderOptions['format'];
}

function decodePayload({ attribute, schemaId, payload, schema, format }: SchemaUse): Decoded {
  if (schema === undefined) {
    const missing = new Error('the registry does not have it. Register it, then send the record again');
    throw new SchemaProblem({ reason: 'SCHEMA_NOT_FOUND', attribute, schemaId }, missing);
  }
  try {
    if ('problem' in schema) throw schema.problem;
    const json = schema.read(payload);
    const metadata = { dataFormat: schema.dataFormat, schemaId: String(schemaId) };
    return { bytes: format === 'JSON' ? json : payload, schema: metadata };
  } catch (error) {
    const { subjects } = schema;
    throw new SchemaProblem({ reason: 'DESERIALIZATION_ERROR', attribute, schemaId, subjects }, error as Error);
  }
}

function merge(record: KafkaRecord, key: Decoded | undefined, value: Decoded | undefined): KafkaRecord {
  return {
    ...record,
    ...(key && { key: key.bytes, keySchema: key.schema }),
    ...(value && { value: value.bytes, valueSchema: value.schema }),
  };
}
