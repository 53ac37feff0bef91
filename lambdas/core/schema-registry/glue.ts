import { GlueClient, type SchemaId } from '@aws-sdk/client-glue';
import { SchemaRegistryError } from '../errors.ts';
import type { Patience, RegistryPlace } from './schema-registry.ts';

/** The part of the client that is used. */
export type GluePort = Pick<GlueClient, 'send'>;

/** Tries again by itself, after waits that grow and vary. */
export function glueClient({ timeoutMs, retries }: Patience): GlueClient {
  return new GlueClient({
    maxAttempts: retries + 1,
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs },
  });
}

/** The schema of a topic's values is called like the topic. */
export function schemaIdOf({ uri, topic }: RegistryPlace): SchemaId & { RegistryName: string; SchemaName: string } {
  return { RegistryName: uri.slice(uri.lastIndexOf('/') + 1), SchemaName: topic };
}

/** What Glue, or the way to it, could not do. */
export function glueProblem({ uri }: RegistryPlace, cause: unknown): SchemaRegistryError {
  const { name, message } = cause as Error;
  const text = `The schema registry ${uri} cannot be asked: ${name}: ${message}. See that Glue can be reached from here.`;
  return new SchemaRegistryError(text, { retryable: true, cause });
}
