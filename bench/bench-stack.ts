import { spawn } from 'node:child_process';
import { join } from 'node:path';
import driver from 'cassandra-driver';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { awaitStored } from '../local/deployment/await-stored.ts';
import { countRows } from '../local/deployment/count-rows.ts';
import { masterLogin } from '../local/deployment/database.ts';
import { groupId, topic, withKafkaAdmin } from '../local/deployment/kafka-admin.ts';
import { readCredentials } from '../local/services/credentials.ts';
import { bootstrapServers } from '../local/services/kafka/listeners.ts';
import { readSettings } from '../local/settings.ts';
import { StartError } from '../local/start-error.ts';
import { cassandraOptions } from './cassandra-options.ts';

export const projectDir = join(import.meta.dirname, '..');

/** Apart from the stack that a developer may be running; BENCH_PORT_OFFSET tells two checkouts apart that measure. */
export const benchEnvironment = {
  PIPELINE_STATE_DIR: join('.local', 'bench'),
  PORT_OFFSET: process.env.BENCH_PORT_OFFSET || '9000',
};

export type BenchStack = ReturnType<typeof benchStack>;

/** The whole pipeline as `npm start` makes it, in a state directory and on ports of its own. */
export function benchStack(report: (line: string) => void, environment: NodeJS.ProcessEnv = benchEnvironment) {
  const settings = readSettings(environment, projectDir);
  const servers = [bootstrapServers(settings).plaintext];
  const kafka = new kafkajs.Kafka({ brokers: servers, logLevel: kafkajs.logLevel.NOTHING });
  // Asked for anew each time: a reset draws new passwords.
  const credentials = () => readCredentials(settings.stateDir);
  const cassandra = () => cassandraOptions(settings.ports.cassandra, credentials().cassandra);
  const postgres = () => masterLogin(settings);

  /** @returns what the command printed. */
  const run = (command: string, ...args: string[]): Promise<string> => runCli([command, ...args], report, environment);

  /** The same of a command whose exit code is its answer. */
  const judge = async (command: string, ...args: string[]) => {
    const { code, output } = await runToEnd([command, ...args], report, environment);
    return { exitCode: code ?? 1, text: output };
  };

  const start = (users: number, options: readonly string[] = []) =>
    run('start', ...options, `--users=${users}`, '--date=2026-01-01', '--json');

  return {
    kafka,
    topic,
    cassandra,
    postgres,
    settings,
    report,
    run,
    judge,
    start,
    /** A stack whose topic and stores hold just so many users. */
    async startAnew(users: number, options: readonly string[] = []): Promise<void> {
      await run('reset');
      await start(users, options);
    },
    stop: () => run('stop'),
    /** The group reads the topic from its beginning again; nobody may be in it. */
    rewind: () => withKafkaAdmin(settings, (admin) => admin.resetOffsets({ groupId, topic, earliest: true })),
    async emptyStores(): Promise<void> {
      // Keyspaces has no TRUNCATE, and the pipeline's own login has none here either.
      const client = new driver.Client(
        cassandraOptions(settings.ports.cassandra, credentials().cassandraAdministrator),
      );
      const database = new pg.Client(await postgres());
      await database.connect();
      try {
        await database.query('TRUNCATE created_users');
        await client.execute('TRUNCATE spark_streams.created_users');
      } finally {
        await Promise.all([client.shutdown(), database.end()]);
      }
    },
    awaitStored: () => awaitStored(settings, () => undefined, AbortSignal.timeout(1_800_000)),
    /** @throws StartError when a store does not hold just so many users: its time means nothing then. */
    async requireRows(users: number): Promise<void> {
      const rows = await countRows(settings);
      if (rows.cassandra === users && rows.postgres === users) return;
      throw new StartError(`There should be ${users} rows in each store, and there are ${JSON.stringify(rows)}.`);
    },
  };
}

async function runCli(
  args: readonly string[],
  report: (line: string) => void,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const { code, output } = await runToEnd(args, report, environment);
  if (code === 0) return output;
  throw new StartError(`npm run ${args[0]} failed: see above.`);
}

function runToEnd(
  args: readonly string[],
  report: (line: string) => void,
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  report(`npm run ${args.join(' ')} ...`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/cli.ts', ...args], {
      cwd: projectDir,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
