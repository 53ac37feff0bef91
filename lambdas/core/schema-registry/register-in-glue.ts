import {
  CreateSchemaCommand,
  EntityNotFoundException,
  GetSchemaByDefinitionCommand,
  InvalidInputException,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import pRetry from 'p-retry';
import { SchemaRefusedError, SchemaRegistryError } from '../errors.ts';
import type { SchemaDefinition } from '../user-schema.ts';
import { type GluePort, glueClient, glueProblem, schemaIdOf } from './glue.ts';
import { type RegisterSchema, type RegistryPlace, usualPatience } from './schema-registry.ts';

interface SchemaVersion {
  readonly number?: number;
  readonly status?: string;
}

/** How Glue's check of a new version is waited for: about a minute in all. */
const checking = { retries: 20, minTimeout: 200, maxTimeout: 5000, randomize: true };

/** Registers a topic's schema in an AWS Glue registry, which must be there. */
export function registerInGlue(place: RegistryPlace, client: GluePort = glueClient(usualPatience)): RegisterSchema {
  return async (definition, signal) => {
    try {
      const version = await addVersion(client, place, definition, signal);
      const { number } = version;
      const status = version.status === 'PENDING' ? await checked(client, place, definition, signal) : version.status;
      if (number !== undefined && status === 'AVAILABLE') return number;
      const reason = `AWS Glue gives version ${number} the status ${status}, for it is not BACKWARD compatible`;
      throw new SchemaRefusedError(place.topic, reason);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SchemaRefusedError || error instanceof SchemaRegistryError) throw error;
      // Of another data format, or no schema at all.
      if (error instanceof InvalidInputException) throw new SchemaRefusedError(place.topic, error.message, error);
      throw glueProblem(place, error);
    }
  };
}

/** The version with this definition, which Glue makes now unless it is there. */
async function addVersion(
  client: GluePort,
  place: RegistryPlace,
  { format, text }: SchemaDefinition,
  abortSignal: AbortSignal,
): Promise<SchemaVersion> {
  const id = schemaIdOf(place);
  try {
    const command = new RegisterSchemaVersionCommand({ SchemaId: id, SchemaDefinition: text });
    const { VersionNumber, Status } = await client.send(command, { abortSignal });
    return { number: VersionNumber, status: Status };
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: id.RegistryName },
    SchemaName: id.SchemaName,
    DataFormat: format,
    Compatibility: 'BACKWARD',
    SchemaDefinition: text,
  });
  const { LatestSchemaVersion, SchemaVersionStatus } = await client.send(command, { abortSignal });
  return { number: LatestSchemaVersion, status: SchemaVersionStatus };
}

/** Asks for the definition, not for the version's id: IAM can limit that to the topic's schema. */
function checked(
  client: GluePort,
  place: RegistryPlace,
  { text }: SchemaDefinition,
  signal: AbortSignal,
): Promise<string | undefined> {
  const command = new GetSchemaByDefinitionCommand({ SchemaId: schemaIdOf(place), SchemaDefinition: text });
  const ask = async () => {
    const { Status } = await client.send(command, { abortSignal: signal });
    if (Status !== 'PENDING') return Status;
    const message = `${place.uri} is still checking the schema of ${place.topic}: see it in AWS Glue, and deploy again.`;
    throw new SchemaRegistryError(message, { retryable: true });
  };
  const shouldRetry = ({ error }: { error: Error }) => error instanceof SchemaRegistryError;
  return pRetry(ask, { ...checking, signal, shouldRetry });
}
