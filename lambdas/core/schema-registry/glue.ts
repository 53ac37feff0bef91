import { GlueClient, type SchemaId } from '@aws-sdk/client-glue';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { SchemaRegistryError } from '../errors.ts';
import type { Patience, RegistryPlace } from './schema-registry.ts';

/** The part of the client that is used. */
export type GluePort = Pick<GlueClient, 'send'>;

/** Tries again by itself, after waits that grow and vary: the SDK's own give up after some ten seconds. */
export function glueClient({ timeoutMs, retries, firstRetryMs, maxRetryMs }: Patience): GlueClient {
  const waitMs = (retry: number) => Math.min(maxRetryMs, firstRetryMs * 2 ** (retry - 1) * (1 + Math.random()));
  return new GlueClient({
    retryStrategy: new ConfiguredRetryStrategy(retries + 1, waitMs),
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
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
