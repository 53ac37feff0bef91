import type { SelectMessage } from './formats/protobuf.ts';
import type { RegisteredSchema } from './schema.ts';

/** What differs from one kind of schema registry to another. */
export interface SchemaRegistry {
  readonly readFrame: ReadFrame;
  readonly fetchSchema: FetchSchema;
  readonly selectMessage: SelectMessage;
  /** Ends the connections; what is being asked rejects. */
  close(): void;
}

/** Takes a key or value apart as the registry's serialisers put it together. @throws Error for bytes that they do not write. */
export type ReadFrame = (bytes: Buffer) => FramedPayload;

export interface FramedPayload {
  /** As the registry names the schema, and as events tell it. */
  readonly schemaId: string;
  /** What the schema describes, as it was before it was compressed. */
  readonly payload: Buffer;
}

/**
 * Rejects with a SchemaRegistryProblem while the registry gives no answer, and with another Error for a schema that
 * cannot be used: an UnusableSchema where more is known about it.
 */
export type FetchSchema = (id: string) => Promise<FetchedSchema>;

export interface FetchedSchema {
  readonly schema: RegisteredSchema;
  /** The names under which it is registered, as far as the registry tells. */
  readonly subjects: readonly string[];
}
