import { Aws, CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { maximumUsers } from '../../lambdas/core/users-per-run.ts';
import type { Stage } from '../stages.ts';

/** What can be chosen at each deployment, without a change of the code. */
export class Parameters extends Construct {
  readonly randomUserApiUrl: string;
  readonly usersPerRun: string;
  /** host[:port] */
  readonly keyspacesEndpoint: string;
  /** Of a registry with Confluent's API; empty in a stage whose registry is a resource of the stack. */
  readonly schemaRegistryUrl: string;
  /** What an alarm's name is added to for its link; empty for CloudWatch's, and in a stage without a webhook. */
  readonly alarmPages: string;

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'Parameters');
    const url = new CfnParameter(this, 'RandomUserApiUrl', {
      default: stage.randomUserApiUrl,
      description: 'The randomuser.me API, or a server with its contract. The VPC lets out https on port 443 only.',
      allowedPattern: '^https?://\\S+$',
      constraintDescription: 'must be an http or https URL',
    });
    url.overrideLogicalId('RandomUserApiUrl');
    const users = new CfnParameter(this, 'UsersPerRun', {
      type: 'Number',
      default: 1000,
      minValue: 1,
      maxValue: maximumUsers,
      description: 'How many users a run fetches when its event does not say.',
    });
    users.overrideLogicalId('UsersPerRun');
    this.randomUserApiUrl = url.valueAsString;
    this.usersPerRun = Token.asString(users.value);
    this.keyspacesEndpoint = this.endpointOfKeyspaces(stage);
    this.schemaRegistryUrl = this.urlOfSchemaRegistry(stage);
    this.alarmPages = this.pagesOfAlarms(stage);
  }

  private pagesOfAlarms({ alarmWebhook }: Stage): string {
    if (!alarmWebhook) return '';
    const pages = new CfnParameter(this, 'AlarmPages', {
      default: alarmWebhook.alarmPages,
      description: "What an alarm's name is added to for its link in the webhook's messages; empty for CloudWatch's.",
      allowedPattern: '^(https?://[^@\\s<>|]+)?$',
      constraintDescription: 'must be empty, or an http or https URL without a login',
    });
    pages.overrideLogicalId('AlarmPages');
    return pages.valueAsString;
  }

  private urlOfSchemaRegistry({ schemaRegistry }: Stage): string {
    if (schemaRegistry.kind === 'glue') return '';
    const url = new CfnParameter(this, 'SchemaRegistryUrl', {
      default: schemaRegistry.url,
      description: "A schema registry with Confluent's API.",
      allowedPattern: '^https?://[^@\\s]+$',
      constraintDescription: 'must be an http or https URL without a login',
    });
    url.overrideLogicalId('SchemaRegistryUrl');
    return url.valueAsString;
  }

  /** A parameter, because where Keyspaces is made of Cassandra its port is known only when it is deployed to. */
  private endpointOfKeyspaces({ keyspacesEndpoint }: Stage): string {
    const endpoint = new CfnParameter(this, 'KeyspacesEndpoint', {
      default: keyspacesEndpoint,
      description: "Where Keyspaces takes CQL, as host[:port]; empty for the Region's own endpoint.",
      allowedPattern: '^([A-Za-z0-9.-]+(:[0-9]{1,5})?)?$',
      constraintDescription: 'must be empty, or a host with or without a port',
    });
    endpoint.overrideLogicalId('KeyspacesEndpoint');
    const isRegional = new CfnCondition(this, 'KeyspacesIsRegional', {
      expression: Fn.conditionEquals(endpoint.valueAsString, ''),
    });
    isRegional.overrideLogicalId('KeyspacesIsRegional');
    const regional = `cassandra.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    return Token.asString(Fn.conditionIf(isRegional.logicalId, regional, endpoint.valueAsString));
  }
}
