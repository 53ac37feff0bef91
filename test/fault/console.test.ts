import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import type { ConsoleProblem } from '../../local/console/problem.ts';
import { openSources, type Sources } from '../../local/console/sources/sources.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { masterLogin } from '../../local/deployment/database.ts';
import { console as consoleService } from '../../local/services/console/console-service.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { Stack } from '../../local/stack.ts';
import { eventually } from '../support/eventually.ts';
import { lambda, query, settings, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { ensureOwnDatabase } from '../support/stores/own-database.ts';
import { freeze, kill, thaw } from './faults/signals.ts';
import { victims } from './faults/victims.ts';

const minutes = 60_000;
/** Within which whoever asks the console has an answer. */
const answerMs = 10_000;
const parts = victims(settings);

type Question = (sources: Sources) => Promise<unknown>;

/** A short one to each. */
const questions = {
  localstack: ({ aws }) => aws((clients) => clients.lambda.send(new ListFunctionsCommand({}))),
  postgres: ({ postgres }) => postgres((pool) => pool.query('SELECT 1 FROM pipeline_runs LIMIT 1')),
  cassandra: ({ cassandra }) => cassandra((client) => client.execute('SELECT release_version FROM system.local')),
  kafka: ({ kafkaAdmin }) => kafkaAdmin((admin) => admin.fetchTopicOffsets('users_created')),
} as const satisfies Record<string, Question>;

let sources: Sources;

beforeAll(async () => {
  await startPipeline(10, '2026-11-05');
  sources = openSources(settings);
}, 10 * minutes);

beforeEach(async () => {
  for (const ask of Object.values<Question>(questions)) await eventually(() => ask(sources), minutes);
}, 2 * minutes);

afterEach(() => thaw(Object.values(parts)));

afterAll(async () => {
  await sources?.close();
  lambda.destroy();
  const stack = new Stack(settings);
  for (const service of [eventSourceMapping, consoleService]) await stack.stop(service);
  await ensureOwnDatabase();
}, minutes);

/** What the question is answered with instead, and how long that takes. */
async function problemOf(ask: () => Promise<unknown>) {
  const begun = performance.now();
  const problem = await ask().then(
    () => undefined,
    (error: ConsoleProblem) => error,
  );
  return { problem, inTime: performance.now() - begun < answerMs };
}

test.each([
  ['broker', 'kafka', 'Kafka'],
  ['cassandra', 'cassandra', 'Cassandra'],
  ['postgres', 'postgres', 'PostgreSQL'],
  ['controlPlane', 'postgres', 'PostgreSQL'],
  ['localstack', 'localstack', 'LocalStack'],
] as const)(
  'while %s stands still the console says so in time, and goes on when it does',
  async (victim, question, name) => {
    const ask = (): Promise<unknown> => questions[question](sources);
    const fault = freeze(parts[victim]);

    await fault.inject();
    const answers = [await problemOf(ask), await problemOf(ask)];
    thaw([parts[victim]]);

    for (const { problem, inTime } of answers) {
      expect({ message: problem?.message, status: problem?.status, inTime }).toEqual({
        ...{ message: expect.stringContaining(`${name} does not answer: `), status: 503, inTime: true },
      });
    }
    await eventually(ask, minutes);
  },
  3 * minutes,
);

test.each([
  ['broker', 'kafka', 'Kafka'],
  ['cassandra', 'cassandra', 'Cassandra'],
  ['postgres', 'postgres', 'PostgreSQL'],
] as const)(
  'after a kill of %s the console finds the new one by itself',
  async (victim, question, name) => {
    const ask = (): Promise<unknown> => questions[question](sources);
    const fault = kill(parts[victim]);

    await fault.inject();
    const { problem, inTime } = await problemOf(ask);
    await fault.heal();

    // The control plane starts its server again at once: it may be there already.
    if (victim !== 'postgres' || problem) {
      expect([problem?.message, inTime]).toEqual([expect.stringContaining(`${name} does not answer: `), true]);
    }
    await eventually(ask, minutes);
  },
  3 * minutes,
);

test(
  'when the database has a new password the console asks for it',
  async () => {
    const { password: old } = await masterLogin(settings);
    const rds = new RDSClient(awsClientOptions(settings));
    const change = { DBInstanceIdentifier: 'users-pipeline', RotateMasterUserPassword: true, ApplyImmediately: true };
    await rds.send(new ModifyDBInstanceCommand(change));
    rds.destroy();
    await eventually(async () => expect((await masterLogin(settings)).password).not.toBe(old), minutes);
    // Whoever is signed in stays so.
    await query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, ['console']);

    await eventually(() => questions.postgres(sources), minutes);
  },
  2 * minutes,
);
