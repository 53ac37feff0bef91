import type { SchemaDefinition } from '../user-schema.ts';

/** A schema that the registry has. */
export interface RegisteredSchema {
  /** The registry's own name of it: a number of Confluent's, a UUID of AWS Glue. */
  readonly id: string;
  /** What stands before each value that is written with it, so that readers know the schema. */
  readonly frame: Buffer;
}

/**
 * Looks up the topic's schema.
 * @throws SchemaNotRegisteredError, and SchemaRegistryError when the registry gives no answer in spite of some patience.
 */
export type FindSchema = (definition: SchemaDefinition, signal: AbortSignal) => Promise<RegisteredSchema>;

/**
 * Makes the schema the newest one of the topic, unless the registry has it already. Every later one must be able to
 * read what was written with it.
 * @returns the number of the schema's version, which counts from 1.
 * @throws SchemaRefusedError, and SchemaRegistryError when the registry gives no answer in spite of some patience.
 */
export type RegisterSchema = (definition: SchemaDefinition, signal: AbortSignal) => Promise<number>;

/** Where the schemas of a topic are. */
export interface RegistryPlace {
  /** The http or https address of a registry with Confluent's API, or the ARN of an AWS Glue registry. */
  readonly uri: string;
  readonly topic: string;
}

/** How long an answer is waited for, and how often it is asked for again. */
export interface Patience {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
}

/** About a minute in all, while nothing answers. */
export const usualPatience: Patience = { timeoutMs: 10_000, retries: 9, firstRetryMs: 200, maxRetryMs: 10_000 };

export function isGlueRegistry(uri: string): boolean {
  return uri.startsWith('arn:');
}
