/** An MSK cluster: one that is there already, or a serverless one that this stack makes. */
export type ClusterSettings =
  | {
      readonly kind: 'existing';
      readonly arn: string;
      readonly authentication: 'plaintext' | 'tls' | 'iam';
      readonly replicationFactor: number;
    }
  | { readonly kind: 'serverless' };

/** PostgreSQL: a server whose login is in a secret, or an RDS instance that this stack makes. */
export type DatabaseSettings =
  | { readonly kind: 'existing'; readonly secretName: string; readonly tls: 'off' | 'verify' }
  | {
      readonly kind: 'rds';
      readonly instanceType: string;
      readonly storageGb: number;
      readonly maximumStorageGb: number;
      readonly multiAz: boolean;
      readonly backupDays: number;
      /** After how many days the password is replaced. */
      readonly passwordDays: number;
    };

/** Cassandra: a cluster whose login is in a secret, or a keyspace of Amazon Keyspaces that this stack makes. */
export type KeyspaceSettings =
  | { readonly kind: 'existing'; readonly secretName: string }
  | { readonly kind: 'keyspaces' };

export interface NetworkSettings {
  readonly cidr: string;
  readonly natGateways: number;
}

/** How the sink's event source mapping polls, batches and gives up. */
export interface MappingSettings {
  readonly batchSize: number;
  /** 0 delivers whatever is there: the lowest latency, and under load a batch fills while the one before it runs. */
  readonly batchingWindowSeconds: number;
  readonly retryAttempts: number;
  readonly minimumPollers: number;
  readonly maximumPollers: number;
}

/** All in which one stage differs from another. */
export interface Stage {
  /** @default - the account and Region of the credentials that deploy. */
  readonly environment?: { readonly account: string; readonly region: string };
  /** An EventBridge schedule expression, in UTC. */
  readonly schedule: string;
  /** The default of the template's parameter RandomUserApiUrl. */
  readonly randomUserApiUrl: string;
  /** @default - the functions run outside any VPC. */
  readonly network?: NetworkSettings;
  readonly cluster: ClusterSettings;
  readonly database: DatabaseSettings;
  readonly keyspace: KeyspaceSettings;
  readonly mapping: MappingSettings;
  readonly logRetentionDays: number;
  /** Where the alarms go. @default - to the topic only; nobody subscribes. */
  readonly alarmEmail?: string;
  /** How many records the sink may be behind before the alarm. */
  readonly maximumOffsetLag: number;
  /** Whether the data outlives the stack. */
  readonly retainData: boolean;
}

const daily = 'cron(0 10 * * ? *)';

const local: Stage = {
  // No AWS account has this number, so this stage cannot be deployed to a real one by mistake.
  environment: { account: '000000000000', region: 'us-east-1' },
  schedule: daily,
  randomUserApiUrl: 'http://127.0.0.1:18080/api/',
  cluster: {
    kind: 'existing',
    arn: 'arn:aws:kafka:us-east-1:000000000000:cluster/users-pipeline/11111111-1111-4111-8111-111111111111-1',
    authentication: 'plaintext',
    replicationFactor: 1,
  },
  database: { kind: 'existing', secretName: 'users-pipeline/postgres', tls: 'off' },
  keyspace: { kind: 'existing', secretName: 'users-pipeline/cassandra' },
  mapping: { batchSize: 5000, batchingWindowSeconds: 0, retryAttempts: 3, minimumPollers: 1, maximumPollers: 2 },
  logRetentionDays: 7,
  maximumOffsetLag: 10_000,
  retainData: false,
};

const aws: Stage = {
  schedule: daily,
  randomUserApiUrl: 'https://randomuser.me/api/',
  network: { cidr: '10.20.0.0/16', natGateways: 1 },
  cluster: { kind: 'serverless' },
  database: {
    kind: 'rds',
    instanceType: 't4g.small',
    storageGb: 20,
    maximumStorageGb: 100,
    multiAz: true,
    backupDays: 7,
    passwordDays: 30,
  },
  keyspace: { kind: 'keyspaces' },
  mapping: { batchSize: 5000, batchingWindowSeconds: 0, retryAttempts: 10, minimumPollers: 1, maximumPollers: 6 },
  logRetentionDays: 30,
  maximumOffsetLag: 10_000,
  retainData: true,
};

export const stages: Readonly<Record<string, Stage>> = {
  local,
  test: { ...local, schedule: 'rate(1 minute)' },
  aws,
};

/** A stage that `stages` does not have; the message names those it has. */
export class UnknownStageError extends Error {
  override readonly name = 'UnknownStageError';
}

/** @throws UnknownStageError */
export function findStage(name: unknown): Stage {
  const stage = typeof name === 'string' && Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage) return stage;
  throw new UnknownStageError(`There is no stage "${name}": pass -c stage=<one of ${Object.keys(stages).join(', ')}>.`);
}
