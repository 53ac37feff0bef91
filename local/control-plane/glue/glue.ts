import pLimit from 'p-limit';
import { hostOf } from '../../services/hosts.ts';
import type { AwsService, AwsServiceOptions } from '../service.ts';
import { StateFile } from '../state-file.ts';
import { Apicurio } from './apicurio.ts';
import { Definitions } from './definitions.ts';
import { metadataOperations } from './metadata-operations.ts';
import { registerVersion } from './register-version.ts';
import { Registries, type Registry } from './registries.ts';
import { registryOperations } from './registry-operations.ts';
import { glueResourceTypes } from './resources/resource-types.ts';
import type { Schema } from './schema.ts';
import { schemaOperations } from './schema-operations.ts';
import { Schemas } from './schemas.ts';
import { tagOperations } from './tag-operations.ts';
import { versionOperations } from './version-operations.ts';

export interface GlueParts {
  readonly registries: Registries;
  readonly schemas: Schemas;
  readonly definitions: Definitions;
  /** Does what asks Apicurio before it changes something, one after the other. */
  readonly inTurn: <Result>(change: () => Promise<Result>) => Promise<Result>;
  readonly log: (line: string) => void;
}

/**
 * The schema registry of Glue's API, over the stack's Apicurio. What there is, is said by the records alone: Apicurio has
 * no place for ids, checkpoints, tags and metadata, nor a version that it refuses. It keeps the definitions, and a record
 * is written after its definition: what is cut off leaves a definition that nobody names.
 */
export function openGlue({ settings, stateOf, log }: AwsServiceOptions): AwsService {
  const apicurio = `http://${hostOf('schema-registry', settings)}:${settings.ports.schemaRegistry}`;
  const parts: GlueParts = {
    registries: new Registries(new StateFile<Registry>(stateOf('glue-registries'))),
    schemas: new Schemas(new StateFile<Schema>(stateOf('glue-schemas'))),
    definitions: new Definitions(new Apicurio(apicurio)),
    inTurn: pLimit(1),
    log,
  };
  const operations = {
    ...registryOperations(parts),
    ...schemaOperations(parts),
    ...registerVersion(parts),
    ...versionOperations(parts),
    ...metadataOperations(parts),
    ...tagOperations(parts),
  };
  return {
    operations,
    resourceTypes: glueResourceTypes(operations, parts.schemas),
    start: () => undefined,
    stop: () => parts.inTurn(async () => undefined),
  };
}
