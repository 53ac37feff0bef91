import type { CreateRegistryResponse } from '@aws-sdk/client-glue';
import { type Call, unlessMissing } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';
import { apiTags, replaceTags } from './template-values.ts';

/** AWS::Glue::Registry */
export function registryResource(call: Call): ResourceType {
  return {
    nameOf: ({ Name }) => Name,
    async create(properties, place) {
      const { Name: RegistryName, Description } = properties;
      const request = { RegistryName, Description, Tags: apiTags(properties) };
      const { RegistryArn = '' } = await call<CreateRegistryResponse>('CreateRegistry', request, place);
      return modelOf(properties, RegistryArn);
    },
    async update(properties, { Arn }, place) {
      const { Description = '' } = properties;
      await call('UpdateRegistry', { RegistryId: { RegistryArn: Arn }, Description }, place);
      await replaceTags(call, Arn, apiTags(properties), place);
      return modelOf(properties, Arn);
    },
    async delete({ Arn }, place) {
      await call('DeleteRegistry', { RegistryId: { RegistryArn: Arn } }, place).catch(unlessMissing);
    },
  };
}

function modelOf(properties: Properties, arn: string): Model {
  return { ...properties, PhysicalResourceId: arn, Arn: arn };
}
