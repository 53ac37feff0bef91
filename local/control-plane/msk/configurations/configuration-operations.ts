import type {
  DescribeConfigurationRequest,
  DescribeConfigurationRevisionRequest,
  ListConfigurationRevisionsRequest,
  ListConfigurationsRequest,
} from '@aws-sdk/client-kafka';
import type { Caller, Operations } from '../../operation.ts';
import { pageOf } from '../paging.ts';
import type { Configuration, Configurations, Created, Revision, Updated } from './configurations.ts';

function latestRevision({ revisions }: Configuration) {
  return describeRevision(revisions[revisions.length - 1] as Revision, revisions.length);
}

export function configurationOperations(configurations: Configurations): Operations {
  return {
    CreateConfiguration: (request: Created, caller: Caller) => {
      const { Arn, CreationTime, LatestRevision, Name, State } = describe(configurations.create(request, caller));
      return { Arn, CreationTime, LatestRevision, Name, State };
    },
    UpdateConfiguration: (request: Updated, caller: Caller) => {
      const configuration = configurations.update(request, caller);
      return { Arn: configuration.arn, LatestRevision: latestRevision(configuration) };
    },
    DescribeConfiguration: ({ Arn }: DescribeConfigurationRequest, caller: Caller) =>
      describe(configurations.find(Arn, caller)),
    DescribeConfigurationRevision: (request: DescribeConfigurationRevisionRequest, caller: Caller) => {
      const { created, description, properties } = configurations.requireRevision(request, caller);
      const { Arn, Revision } = request;
      return { Arn, CreationTime: created, Description: description, Revision, ServerProperties: properties };
    },
    ListConfigurations: (request: ListConfigurationsRequest, caller: Caller) => {
      const { items, ...next } = pageOf(configurations.list(caller), request);
      return { Configurations: items.map(describe), ...next };
    },
    ListConfigurationRevisions: (request: ListConfigurationRevisionsRequest, caller: Caller) => {
      const revisions = configurations.find(request.Arn, caller).revisions;
      const { items, ...next } = pageOf(
        revisions.map((one, index) => describeRevision(one, index + 1)).reverse(),
        request,
      );
      return { Revisions: items, ...next };
    },
    DeleteConfiguration: ({ Arn }: DescribeConfigurationRequest, caller: Caller) => {
      configurations.delete(Arn, caller);
      return { Arn, State: 'DELETING' };
    },
  };
}

function describe(configuration: Configuration) {
  const { arn, name, kafkaVersions, revisions } = configuration;
  const first = revisions[0] as Revision;
  return {
    Arn: arn,
    CreationTime: first.created,
    Description: revisions[revisions.length - 1]?.description ?? '',
    KafkaVersions: kafkaVersions,
    LatestRevision: latestRevision(configuration),
    Name: name,
    State: 'ACTIVE',
  };
}

function describeRevision({ created, description }: Revision, number: number) {
  return { CreationTime: created, Description: description, Revision: number };
}
