import type { SchemaMetadata } from '../record.ts';
import { avroReader } from './formats/avro.ts';
import { jsonSchemaReader } from './formats/json-schema.ts';
import { protobufReader, type SelectMessage } from './formats/protobuf.ts';

export type DataFormat = SchemaMetadata['dataFormat'];

/** A schema as it is registered. */
export interface RegisteredSchema {
  readonly dataFormat: DataFormat;
  readonly text: string;
  /** What it refers to, each after those that it refers to itself. */
  readonly references: readonly SchemaReference[];
}

export interface SchemaReference {
  /** By which the schema refers to it: the name of an Avro type, the path of an import, the URI of a `$ref`. */
  readonly name: string;
  readonly text: string;
}

/** Gives the JSON of a payload without its frame; throws an Error that says in what the payload does not fit. */
export type PayloadReader = (payload: Buffer) => Buffer;

/** @throws Error that says what is wrong with the schema. */
export function payloadReader(schema: RegisteredSchema, selectMessage: SelectMessage): PayloadReader {
  switch (schema.dataFormat) {
    case 'AVRO':
      return avroReader(schema);
    case 'PROTOBUF':
      return protobufReader(schema, selectMessage);
    case 'JSON':
      return jsonSchemaReader(schema);
  }
}
