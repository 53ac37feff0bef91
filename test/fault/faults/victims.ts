import { readFileSync } from 'node:fs';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import pg from 'pg';
import { StateFile, stateFileOf } from '../../../local/control-plane/state-file.ts';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../../local/deployment/database.ts';
import { deploy } from '../../../local/deployment/deploy.ts';
import { Daemon } from '../../../local/processes/daemon.ts';
import { processTree } from '../../../local/processes/process-table.ts';
import { cassandra } from '../../../local/services/cassandra/cassandra.ts';
import { controlPlane } from '../../../local/services/control-plane/control-plane-service.ts';
import { eventSourceMapping } from '../../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { kafka } from '../../../local/services/kafka/kafka.ts';
import { localstack } from '../../../local/services/localstack/localstack.ts';
import { schemaRegistry } from '../../../local/services/schema-registry/schema-registry.ts';
import type { Service } from '../../../local/services/service.ts';
import type { Settings } from '../../../local/settings.ts';
import { Stack } from '../../../local/stack.ts';
import { eventually } from '../../support/eventually.ts';

/** Processes that can be killed or stopped. */
export interface Victim {
  readonly name: string;
  /** Those that run now. */
  pids(): number[];
  /** Starts them again unless they run, and ends when they answer. */
  revive(): Promise<void>;
}

export type VictimName = keyof ReturnType<typeof victims>;

const minute = 60_000;
const instance = 'users-pipeline';

/** What the pipeline of a state directory is made of. */
export function victims(settings: Settings) {
  const stack = new Stack(settings);
  const service = (own: Service, name: string, alsoUntil?: () => Promise<unknown>): Victim => ({
    name,
    pids: () => [stack.daemon(own).pid()].filter((pid) => pid !== undefined),
    revive: async () => {
      await stack.start(own);
      await alsoUntil?.();
    },
  });
  const untilDatabaseAnswers = () => databaseAnswers(settings);
  return {
    broker: service(kafka, 'the broker'),
    cassandra: service(cassandra, 'Cassandra'),
    schemaRegistry: service(schemaRegistry, 'the schema registry'),
    controlPlane: service(controlPlane, 'the control plane', untilDatabaseAnswers),
    poller: service(eventSourceMapping, 'the poller'),
    /** It forgets everything, the queue of dead letters too: what was deployed is deployed again. */
    localstack: service(localstack, 'LocalStack', () => deploy(settings, () => undefined)),
    /** The control plane starts its server again by itself. */
    postgres: { name: 'PostgreSQL', pids: () => databasePids(settings), revive: untilDatabaseAnswers },
    /** LocalStack starts another one for the next invocation. */
    sink: { name: 'the sink function', pids: () => functionPids(stack, 'users-sink'), revive: async () => {} },
    fetch: { name: 'the fetch function', pids: () => functionPids(stack, 'users-fetch'), revive: async () => {} },
  } satisfies Record<string, Victim>;
}

function databasePids({ stateDir }: Settings): number[] {
  const resource = databaseResource(stateDir);
  const pid = resource === undefined ? undefined : new Daemon(`rds-${resource}`, stateDir).pid();
  return pid === undefined ? [] : processTree(pid);
}

/** As the control plane keeps it: RDS cannot be asked while it is down. */
function databaseResource(stateDir: string): string | undefined {
  const kept = new StateFile<{ identifier: string; resourceId: string }>(stateFileOf(stateDir, 'rds-instances'));
  return kept.all().find(({ identifier }) => identifier === instance)?.resourceId;
}

async function databaseAnswers(settings: Settings): Promise<void> {
  const rds = new RDSClient(awsClientOptions(settings));
  try {
    await eventually(async () => {
      const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }));
      const status = DBInstances?.[0]?.DBInstanceStatus;
      if (status !== 'available') throw new Error(`The DB instance ${instance} is ${status}.`);
      const client = new pg.Client({ ...(await masterLogin(settings)), connectionTimeoutMillis: 5000 });
      await client.connect();
      await client.query('SELECT 1').finally(() => client.end());
    }, minute);
  } finally {
    rds.destroy();
  }
}

/** The environments of a function are children of LocalStack, which names the function to them. */
function functionPids(stack: Stack, name: string): number[] {
  const emulator = stack.daemon(localstack).pid();
  const below = emulator === undefined ? [] : processTree(emulator).filter((pid) => pid !== emulator);
  return below.filter((pid) => variablesOf(pid).includes(`AWS_LAMBDA_FUNCTION_NAME=${name}`));
}

function variablesOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
