import { type RecordFormat, recordFormats } from '../lambdas/core/record-format.ts';

/** MSK brokers of a given size, or MSK Serverless, which sizes itself and keeps three copies of every record. */
export type ClusterSettings = ProvisionedClusterSettings | ExpressClusterSettings | { readonly kind: 'serverless' };

/** Express brokers have no volumes to size, and keep three copies of every record. */
export interface ExpressClusterSettings {
  readonly kind: 'express';
  /** Such as express.m7g.large. */
  readonly instanceType: string;
  /** A multiple of the network's zones. */
  readonly brokers: number;
}

export interface ProvisionedClusterSettings {
  readonly kind: 'provisioned';
  /** A standard type, such as kafka.t3.small. */
  readonly instanceType: string;
  /** A multiple of the network's zones. */
  readonly brokers: number;
  /** Of each broker. */
  readonly storageGb: number;
  /** How many brokers keep each record. */
  readonly replicationFactor: number;
  /** How many of them must have a record before its producer is answered. */
  readonly minInSyncReplicas: number;
}

/** An RDS instance of PostgreSQL. */
export interface DatabaseSettings {
  readonly instanceType: string;
  readonly storageGb: number;
  /** Up to which the storage grows by itself. */
  readonly maximumStorageGb: number;
  /** Whether a second instance stands by in another zone. */
  readonly multiAz: boolean;
  readonly backupDays: number;
}

export interface NetworkSettings {
  readonly cidr: string;
  /** Availability zones: the first so many of the Region. */
  readonly zones: number;
  readonly natGateways: number;
}

/** A registry with Confluent's API that is there already, or one of AWS Glue that the stack makes. */
export type SchemaRegistrySettings =
  | {
      readonly kind: 'confluent';
      /** The default of the template's parameter SchemaRegistryUrl. */
      readonly url: string;
    }
  | { readonly kind: 'glue' };

/** How the sink's event source mapping polls, batches and gives up. */
export interface MappingSettings {
  readonly batchSize: number;
  /** 0 delivers whatever is there: the lowest latency, and under load a batch fills while the one before it runs. */
  readonly batchingWindowSeconds: number;
  /**
   * How often the mapping delivers again what the sink has failed on. The sink gives poison to the dead letters itself,
   * so that only what may pass is delivered again: an outage of a store. It waits for that itself for about 85 seconds
   * of each invocation, so 200 attempts are more than four hours. Records of a longer outage wait in the queue by
   * their offsets, and the topic still has them.
   */
  readonly retryAttempts: number;
  readonly minimumPollers: number;
  readonly maximumPollers: number;
}

/** A webhook as Slack's incoming ones. */
export interface AlarmWebhook {
  /** The default of the template's parameter AlarmPages: what an alarm's name is added to for its link; empty is CloudWatch's. */
  readonly alarmPages: string;
}

/** All in which one stage differs from another. */
export interface Stage {
  readonly name: string;
  /** @default - the account and Region of the credentials that deploy. */
  readonly environment?: { readonly account: string; readonly region: string };
  /** An EventBridge schedule expression, in UTC. */
  readonly schedule: string;
  /** The default of the template's parameter RandomUserApiUrl. */
  readonly randomUserApiUrl: string;
  /** The default of the template's parameter KeyspacesEndpoint, host[:port]; empty is the Region's own. */
  readonly keyspacesEndpoint: string;
  readonly network: NetworkSettings;
  readonly cluster: ClusterSettings;
  readonly schemaRegistry: SchemaRegistrySettings;
  /** How records are written. The registry takes no change of it: it would have to be another topic. */
  readonly recordFormat: RecordFormat;
  readonly database: DatabaseSettings;
  readonly mapping: MappingSettings;
  readonly logRetentionDays: number;
  /** Who gets an e-mail of each alarm. @default - nobody */
  readonly alarmEmail?: string;
  /** Whether alarms are posted to a webhook, whose URL is in a secret. @default - they are not */
  readonly alarmWebhook?: AlarmWebhook;
  /** The period by which alarms judge. */
  readonly alarmMinutes: number;
  /** How many records the sink may be behind before the alarm. */
  readonly maximumOffsetLag: number;
  /** How long a store may take for a batch, in milliseconds, before the alarm. */
  readonly maximumStoreMs: number;
  /** Whether the data outlives the stack. */
  readonly retainData: boolean;
}

const provisioned: ProvisionedClusterSettings = {
  kind: 'provisioned',
  // 100,000 users a day are 60 MB: the smallest brokers that are made, one in each zone, of which one may be away.
  instanceType: 'kafka.t3.small',
  brokers: 3,
  storageGb: 20,
  replicationFactor: 3,
  minInSyncReplicas: 2,
};

const aws: Stage = {
  name: 'aws',
  schedule: 'cron(0 10 * * ? *)',
  randomUserApiUrl: 'https://randomuser.me/api/',
  keyspacesEndpoint: '',
  network: { cidr: '10.20.0.0/16', zones: 3, natGateways: 1 },
  cluster: provisioned,
  schemaRegistry: { kind: 'glue' },
  recordFormat: 'JSON',
  database: { instanceType: 't4g.small', storageGb: 20, maximumStorageGb: 100, multiAz: true, backupDays: 7 },
  mapping: { batchSize: 5000, batchingWindowSeconds: 0, retryAttempts: 200, minimumPollers: 1, maximumPollers: 6 },
  logRetentionDays: 30,
  alarmMinutes: 5,
  maximumOffsetLag: 10_000,
  maximumStoreMs: 20_000,
  retainData: true,
};

const local: Stage = {
  ...aws,
  name: 'local',
  // No AWS account has this number, so this stage cannot be deployed to a real one by mistake.
  environment: { account: '000000000000', region: 'us-east-1' },
  randomUserApiUrl: 'http://127.0.0.1:18080/api/',
  keyspacesEndpoint: '127.0.0.1:19142',
  // Behind whatever a cluster looks like there is one real broker.
  cluster: { ...provisioned, replicationFactor: 1, minInSyncReplicas: 1 },
  schemaRegistry: { kind: 'confluent', url: 'http://127.0.0.1:18085/apis/ccompat/v7' },
  mapping: { ...aws.mapping, maximumPollers: 2 },
  logRetentionDays: 7,
  // Neither leaves this machine: the console shows both.
  alarmEmail: 'operator@example.com',
  alarmWebhook: { alarmPages: 'http://127.0.0.1:18083/alarms/' },
  // Nobody wants to wait for five.
  alarmMinutes: 1,
  retainData: false,
};

/** The services of docker-compose.yml, as the containers of the functions find them. */
const docker: Stage = {
  ...local,
  name: 'docker',
  randomUserApiUrl: 'http://random-user-api:18080/api/',
  keyspacesEndpoint: 'cassandra:19142',
  schemaRegistry: { kind: 'confluent', url: 'http://schema-registry:18085/apis/ccompat/v7' },
};

export const stages: Readonly<Record<string, Stage>> = {
  local,
  docker,
  test: { ...local, name: 'test', schedule: 'rate(1 minute)' },
  aws,
};

/** What was chosen on the command line is not there; the message names what is. */
export class UnknownChoiceError extends Error {
  override readonly name = 'UnknownChoiceError';
}

/** @throws UnknownChoiceError */
export function findStage(name: unknown): Stage {
  const stage = typeof name === 'string' && Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage) return stage;
  throw new UnknownChoiceError(
    `There is no stage "${name}": pass -c stage=<one of ${Object.keys(stages).join(', ')}>.`,
  );
}

/** A stage whose alarms are also posted to a webhook, if that is asked for. @throws UnknownChoiceError */
export function withAlarmWebhook(stage: Stage, choice: unknown): Stage {
  if (choice === undefined || String(choice) === 'false') return stage;
  if (String(choice) === 'true') return { ...stage, alarmWebhook: stage.alarmWebhook ?? { alarmPages: '' } };
  // What was given may be the URL, which is a secret: it is not repeated.
  throw new UnknownChoiceError(
    'alarmWebhook is true or false; its URL is kept in a secret: pass -c alarmWebhook=true.',
  );
}

/** A stage whose records are written in another format than its own. @throws UnknownChoiceError */
export function withRecordFormat(stage: Stage, format: unknown): Stage {
  const recordFormat = recordFormats.find((known) => known === format);
  if (recordFormat) return { ...stage, recordFormat };
  const known = recordFormats.join(', ');
  throw new UnknownChoiceError(`There is no record format "${format}": pass -c recordFormat=<one of ${known}>.`);
}
