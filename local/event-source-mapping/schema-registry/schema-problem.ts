import type { RecordRefusal } from '../record.ts';

/** The part of a record that a schema belongs to. */
export type Attribute = 'KEY' | 'VALUE';

interface SchemaProblemDetails {
  readonly reason: RecordRefusal;
  readonly attribute: Attribute;
  /** Missing where the record does not name its schema. */
  readonly schemaId?: number;
  /** The names under which the schema is registered. */
  readonly subjects?: readonly string[];
}

/** A record cannot be decoded or does not fit its schema, however often it is tried. */
export class SchemaProblem extends Error implements SchemaProblemDetails {
  readonly reason: RecordRefusal;
  readonly attribute: Attribute;
  readonly schemaId?: number;
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

/** The registry gave no usable answer, which says nothing about the record: it can be decoded once the registry is back. */
export class SchemaRegistryProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SchemaRegistryProblem';
  }
}
