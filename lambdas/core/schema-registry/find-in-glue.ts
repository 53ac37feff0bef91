import { EntityNotFoundException, GetSchemaByDefinitionCommand } from '@aws-sdk/client-glue';
import { SchemaNotRegisteredError } from '../errors.ts';
import { glueFrame } from './frame.ts';
import { type GluePort, glueClient, glueProblem, schemaIdOf } from './glue.ts';
import { type FindSchema, type RegistryPlace, usualPatience } from './schema-registry.ts';

/** Looks up a topic's schema in an AWS Glue registry. */
export function findInGlue(place: RegistryPlace, client: GluePort = glueClient(usualPatience)): FindSchema {
  return async ({ text }, signal) => {
    const command = new GetSchemaByDefinitionCommand({ SchemaId: schemaIdOf(place), SchemaDefinition: text });
    try {
      const { SchemaVersionId: id, Status: status } = await client.send(command, { abortSignal: signal });
      if (id !== undefined && status === 'AVAILABLE') return { id, frame: glueFrame(id) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EntityNotFoundException)) throw glueProblem(place, error);
    }
    throw new SchemaNotRegisteredError(place.topic, place.uri);
  };
}
