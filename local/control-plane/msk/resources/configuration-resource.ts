import type { CreateConfigurationResponse, DescribeConfigurationResponse } from '@aws-sdk/client-kafka';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../calls.ts';
import type { Model, Properties, ResourceType } from '../../resource.ts';

/** AWS::MSK::Configuration */
export function configurationResource(call: Call): ResourceType {
  const model = (properties: Properties, { Arn = '', LatestRevision }: DescribeConfigurationResponse): Model => ({
    ...properties,
    PhysicalResourceId: Arn,
    Arn,
    LatestRevision: { ...LatestRevision, Revision: String(LatestRevision?.Revision) },
  });
  return {
    nameOf: ({ Name }) => Name,
    async create(properties, place) {
      const { Name, Description, KafkaVersionsList: KafkaVersions, ServerProperties } = properties;
      const request = { Name, Description, KafkaVersions, ServerProperties };
      return model(properties, await call<CreateConfigurationResponse>('CreateConfiguration', request, place));
    },
    async update(properties, { Arn, ...old }, place) {
      const kept = await call<DescribeConfigurationResponse>('DescribeConfiguration', { Arn }, place).catch(missing);
      const { Description, ServerProperties } = properties;
      const same = Description === old.Description && ServerProperties === old.ServerProperties;
      if (same) return model(properties, kept);
      return model(properties, await call('UpdateConfiguration', { Arn, Description, ServerProperties }, place));
    },
    async delete({ Arn }, place) {
      await call('DeleteConfiguration', { Arn }, place).catch((error: unknown) => {
        if (!saysMissing(error)) throw error;
      });
    },
  };
}

/** MSK does not say it as of other things. */
function saysMissing(error: unknown): error is AwsError {
  return error instanceof AwsError && error.message === 'Configuration ARN does not exist.';
}

function missing(error: unknown): never {
  if (saysMissing(error)) throw new AwsError('NotFoundException', error.message, { status: 404, cause: error });
  throw error;
}
