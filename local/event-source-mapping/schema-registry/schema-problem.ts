import type { RecordRefusal } from '../record.ts';

/** The part of a record that a schema belongs to. */
export type Attribute = 'KEY' | 'VALUE';

interface SchemaProblemDetails {
  readonly reason: RecordRefusal;
  readonly attribute: Attribute;
  /** Missing where the record does not name its schema. */
  readonly schemaId?: string;
  /** The names under which the schema is registered. */
  readonly subjects?: readonly string[];
}

/** A record cannot be decoded or does not fit its schema, however often it is tried. */
export class SchemaProblem extends Error implements SchemaProblemDetails {
  readonly reason: RecordRefusal;
  readonly attribute: Attribute;
  readonly schemaId?: string;
  readonly subjects: readonly string[];

  constructor({ reason, attribute, schemaId, subjects = [] }: SchemaProblemDetails, cause: Error) {
    const names = subjects.length > 0 ? ` (${subjects.join(', ')})` : '';
    const schema = schemaId === undefined ? 'a schema' : `schema ${schemaId}${names}`;
    super(`The ${attribute.toLowerCase()} cannot be read with ${schema}: ${cause.message}`, { cause });
    this.name = 'SchemaProblem';
    this.reason = reason;
    this.attribute = attribute;
    this.schemaId = schemaId;
    this.subjects = subjects;
  }
}

interface UnusableSchemaDetails extends ErrorOptions {
  readonly reason: RecordRefusal;
  /** Whether it may be usable later on, so that it is worth asking for again. */
  readonly passing: boolean;
}

/** No record can be read with a schema, by what its registry answered. */
export class UnusableSchema extends Error {
  readonly reason: RecordRefusal;
  readonly passing: boolean;

  constructor(message: string, { reason, passing, ...options }: UnusableSchemaDetails) {
    super(message, options);
    this.name = 'UnusableSchema';
    this.reason = reason;
    this.passing = passing;
  }
}

/** It may be registered after the first record that needs it. */
export function missingSchema(why = 'the registry does not have it'): UnusableSchema {
  return new UnusableSchema(`${why}. Register it, then send the record again`, {
    reason: 'SCHEMA_NOT_FOUND',
    passing: true,
  });
}

/** The registry gave no usable answer, which says nothing about the record: it can be decoded once the registry is back. */
export class SchemaRegistryProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SchemaRegistryProblem';
  }
}
