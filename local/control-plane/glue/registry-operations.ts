import type {
  CreateRegistryInput,
  DeleteRegistryInput,
  GetRegistryInput,
  ListRegistriesInput,
  UpdateRegistryInput,
} from '@aws-sdk/client-glue';
import type { Caller, Operations } from '../operation.ts';
import type { GlueParts } from './glue.ts';
import { pageOf } from './paging.ts';
import type { Registry } from './registries.ts';
import { requireDescription } from './rules.ts';

export function registryOperations({ registries, schemas, definitions, inTurn }: GlueParts): Operations {
  return {
    CreateRegistry({ RegistryName: name, Description: description, Tags: tags }: CreateRegistryInput, caller: Caller) {
      const registry = registries.create({ name, description, tags }, caller);
      const { RegistryArn, RegistryName, Description } = describe(registry);
      return { RegistryArn, RegistryName, Description, Tags: registry.tags };
    },

    GetRegistry: ({ RegistryId }: GetRegistryInput, caller: Caller) => describe(registries.find(RegistryId, caller)),

    ListRegistries(request: ListRegistriesInput, caller: Caller) {
      const { items, ...next } = pageOf(registries.list(caller), ({ name }) => name, request);
      return { Registries: items.map(describe), ...next };
    },

    UpdateRegistry({ RegistryId, Description: description = '' }: UpdateRegistryInput, caller: Caller) {
      requireDescription(description);
      const registry = registries.find(RegistryId, caller);
      registries.keep({ ...registry, description, updated: new Date().toISOString() });
      return { RegistryName: registry.name, RegistryArn: registry.arn };
    },

    DeleteRegistry: ({ RegistryId }: DeleteRegistryInput, caller: Caller) =>
      inTurn(async () => {
        const registry = registries.find(RegistryId, caller);
        for (const schema of schemas.in(registry, caller)) {
          await definitions.remove(schema);
          schemas.delete(schema);
        }
        registries.delete(registry);
        return { RegistryName: registry.name, RegistryArn: registry.arn, Status: 'DELETING' };
      }),
  };
}

function describe({ name, arn, description, created, updated }: Registry) {
  return {
    RegistryName: name,
    RegistryArn: arn,
    ...(description !== undefined && { Description: description }),
    Status: 'AVAILABLE',
    CreatedTime: created,
    UpdatedTime: updated,
  };
}
