import type { ConfigurationInfo, CreateConfigurationRequest, UpdateConfigurationRequest } from '@aws-sdk/client-kafka';
import type { Caller } from '../../operation.ts';
import type { StateFile } from '../../state-file.ts';
import { isOwn, newArn, requireArn } from '../arn.ts';
import type { Clusters } from '../clusters/clusters.ts';
import { badRequest, conflict } from '../errors.ts';
import { requireName } from '../name-rules.ts';
import { required } from '../rules.ts';
import { requireKafkaVersion } from './kafka-versions.ts';
import { requireServerProperties } from './server-properties.ts';

/** A configuration as it is kept. */
export interface Configuration {
  readonly arn: string;
  readonly name: string;
  readonly kafkaVersions: readonly string[];
  /** Counted from 1. */
  readonly revisions: readonly Revision[];
}

export interface Revision {
  /** ISO. */
  readonly created: string;
  readonly description: string;
  readonly properties: string;
}

/** The SDK has blobs as bytes; here they are text. */
type WithText<Request> = Omit<Request, 'ServerProperties'> & { readonly ServerProperties?: string };
export type Created = WithText<CreateConfigurationRequest>;
export type Updated = WithText<UpdateConfigurationRequest>;

/** The configurations of all accounts and Regions: each revision stays as it was made. */
export class Configurations {
  readonly #kept: StateFile<Configuration>;
  readonly #clusters: Clusters;

  constructor(kept: StateFile<Configuration>, clusters: Clusters) {
    this.#kept = kept;
    this.#clusters = clusters;
  }

  /** @throws AwsError BadRequestException, as MSK says it of an unknown one too */
  find(arn: string | undefined, caller: Caller): Configuration {
    const configuration = this.#kept.get(requireArn('configuration', arn, caller));
    if (!configuration) throw badRequest('Configuration ARN does not exist.');
    return configuration;
  }

  /** @throws AwsError BadRequestException when there is no such revision */
  requireRevision({ Arn, Revision }: Partial<ConfigurationInfo>, caller: Caller): Revision {
    const revision = this.find(Arn, caller).revisions[Number(required('revision', Revision)) - 1];
    if (!revision) throw badRequest('Configuration revision does not exist.');
    return revision;
  }

  list(caller: Caller): Configuration[] {
    return this.#kept
      .all()
      .filter(({ arn }) => isOwn(arn, caller))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @throws AwsError BadRequestException, ConflictException */
  create({ Name, KafkaVersions = [], Description = '', ServerProperties }: Created, caller: Caller): Configuration {
    const name = requireName('name', Name);
    KafkaVersions.forEach(requireKafkaVersion);
    const first = revision(Description, ServerProperties);
    if (this.list(caller).some((one) => one.name === name)) {
      throw conflict('A resource with this name already exists.');
    }
    const arn = newArn('configuration', caller, name);
    return this.#save({ arn, name, kafkaVersions: KafkaVersions, revisions: [first] });
  }

  /** @throws AwsError BadRequestException */
  update({ Arn, Description = '', ServerProperties }: Updated, caller: Caller): Configuration {
    const configuration = this.find(Arn, caller);
    const next = revision(Description, ServerProperties);
    return this.#save({ ...configuration, revisions: [...configuration.revisions, next] });
  }

  /** @throws AwsError BadRequestException, also while a cluster uses it */
  delete(arn: string | undefined, caller: Caller): void {
    const configuration = this.find(arn, caller);
    const used = this.#clusters
      .all()
      .some(({ provisioned }) => provisioned?.CurrentBrokerSoftwareInfo?.ConfigurationArn === arn);
    if (used) {
      const message = 'Configuration is in use by one or more clusters.';
      throw badRequest(`${message} Dissociate the configuration from the clusters.`);
    }
    this.#kept.delete(configuration.arn);
  }

  #save(configuration: Configuration): Configuration {
    this.#kept.set(configuration.arn, configuration);
    return configuration;
  }
}

function revision(description: string, properties: string | undefined): Revision {
  requireServerProperties(required('serverProperties', properties));
  return { created: new Date().toISOString(), description, properties: properties as string };
}
