import type { KafkaRecord, SchemaMetadata } from '../record.ts';
import type { LoadedSchema } from './load-schema.ts';
import { type Attribute, SchemaProblem, UnusableSchema } from './schema-problem.ts';
import type { FramedPayload, ReadFrame } from './schema-registry.ts';

/**
 * Decodes the selected parts of a record, at once when their schemas are known; it runs for every record.
 * @throws SchemaProblem, also in the promise, for a record that can never be decoded.
 * @throws SchemaRegistryProblem in the promise while the registry gives no answer: the record can be tried again.
 */
export type DecodeRecord = (record: KafkaRecord) => KafkaRecord | Promise<KafkaRecord>;

/** A schema that is known comes at once. */
export type FindSchema = (id: string) => LoadedSchema | Promise<LoadedSchema>;

export interface RecordDecoderPorts {
  readonly readFrame: ReadFrame;
  readonly findSchema: FindSchema;
}

export interface RecordDecoderOptions {
  readonly attributes: ReadonlySet<Attribute>;
  /** JSON: payloads become JSON; SOURCE: they are checked and stay as they are. Either way they lose their frame. */
  readonly format: 'JSON' | 'SOURCE';
}

interface Decoded {
  readonly bytes: Buffer;
  readonly schema: SchemaMetadata;
}

export function recordDecoder(
  { attributes, format }: RecordDecoderOptions,
  { readFrame, findSchema }: RecordDecoderPorts,
): DecodeRecord {
  const decode = (attribute: Attribute, bytes: Buffer | null): Decoded | undefined | Promise<Decoded> => {
    if (bytes === null || !attributes.has(attribute)) return undefined;
    const framed = frameOf(attribute, bytes, readFrame);
    const use = (schema: LoadedSchema) => decodePayload({ attribute, schema, format, ...framed });
    const schema = findSchema(framed.schemaId);
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

function frameOf(attribute: Attribute, bytes: Buffer, readFrame: ReadFrame): FramedPayload {
  try {
    return readFrame(bytes);
  } catch (error) {
    throw new SchemaProblem({ reason: 'DESERIALIZATION_ERROR', attribute }, error as Error);
  }
}

interface SchemaUse extends FramedPayload {
  readonly attribute: Attribute;
  readonly schema: LoadedSchema;
  readonly format: RecordDecoderOptions['format'];
}

function decodePayload({ attribute, schemaId, payload, schema, format }: SchemaUse): Decoded {
  try {
    if ('problem' in schema) throw schema.problem;
    const json = schema.read(payload);
    return { bytes: format === 'JSON' ? json : payload, schema: { dataFormat: schema.dataFormat, schemaId } };
  } catch (error) {
    const reason = error instanceof UnusableSchema ? error.reason : 'DESERIALIZATION_ERROR';
    throw new SchemaProblem({ reason, attribute, schemaId, subjects: schema.subjects }, error as Error);
  }
}

function merge(record: KafkaRecord, key: Decoded | undefined, value: Decoded | undefined): KafkaRecord {
  return {
    ...record,
    ...(key && { key: key.bytes, keySchema: key.schema }),
    ...(value && { value: value.bytes, valueSchema: value.schema }),
  };
}
