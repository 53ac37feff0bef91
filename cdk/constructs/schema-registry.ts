import { Stack } from 'aws-cdk-lib';
import { CfnRegistry } from 'aws-cdk-lib/aws-glue';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventRecordFormat,
  type IFunction,
  type ISchemaRegistry,
  type KafkaSchemaRegistryConfig,
  KafkaSchemaValidationAttribute,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { configKeys } from '../../lambdas/core/config-keys.ts';
import type { Stage } from '../stages.ts';
import type { Connection } from './connection.ts';
import type { Parameters } from './parameters.ts';
import { topicName } from './topic.ts';

export interface SchemaRegistryProps {
  readonly stage: Pick<Stage, 'schemaRegistry' | 'recordFormat'>;
  readonly parameters: Parameters;
}

/** The function is given JSON whatever the topic holds, and only what fits its schema. Keys are plain text. */
const validation: Pick<KafkaSchemaRegistryConfig, 'eventRecordFormat' | 'schemaValidationConfigs'> = {
  eventRecordFormat: EventRecordFormat.JSON,
  schemaValidationConfigs: [{ attribute: KafkaSchemaValidationAttribute.VALUE }],
};

/**
 * Where the topic's schemas are, as those use it who write records, register schemas and decode records.
 *
 * The schemas themselves are no resources of the stack, though CloudFormation has some for them: it replaces a version
 * whose text changes, which deletes the one that every record on the topic still names. `users-migrate` adds versions.
 */
export class SchemaRegistry extends Construct {
  /** As mappings and functions name it. */
  readonly uri: string;
  /** Of the function that writes records. */
  readonly reader: Connection;
  /** Of the function that registers the schema. */
  readonly registrar: Connection;
  /** For the mapping, which decodes the records. */
  readonly decoder: ISchemaRegistry;

  constructor(scope: Construct, id: string, { stage, parameters }: SchemaRegistryProps) {
    super(scope, id);
    const registry = stage.schemaRegistry.kind === 'glue' ? this.createRegistry() : undefined;
    const uri = registry?.attrArn ?? parameters.schemaRegistryUrl;
    this.uri = uri;
    const environment = {
      [configKeys.schemaRegistryUri]: uri,
      [configKeys.recordFormat]: stage.recordFormat,
    };
    const allow = (user: IFunction, actions: readonly string[]) => registry && allowIn(registry, user, actions);
    const connection = (...actions: string[]) => ({ environment, allow: (user: IFunction) => allow(user, actions) });
    this.reader = connection('GetSchemaByDefinition');
    this.registrar = connection('CreateSchema', 'RegisterSchemaVersion', 'GetSchemaByDefinition');
    this.decoder = {
      // The library's own classes let the function read every schema of the registry, or want a login.
      bind: (_, sink) => {
        allow(sink, ['GetRegistry', 'GetSchemaVersion']);
        return { schemaRegistryUri: uri, ...validation };
      },
    };
  }

  private createRegistry(): CfnRegistry {
    return new CfnRegistry(this, 'Registry', {
      name: 'users-pipeline',
      description: 'Schemas of the topics of users-pipeline.',
    });
  }
}

/** Of the topic's schema alone, and of the registry that it is in. */
function allowIn(registry: CfnRegistry, user: IFunction, actions: readonly string[]): void {
  const schema = Stack.of(registry).formatArn({
    service: 'glue',
    resource: 'schema',
    resourceName: `${registry.name}/${topicName}`,
  });
  user.addToRolePolicy(
    new PolicyStatement({
      actions: actions.map((action) => `glue:${action}`),
      resources: [registry.attrArn, schema],
    }),
  );
}
