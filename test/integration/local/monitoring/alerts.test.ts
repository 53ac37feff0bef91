import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { awaitStored } from '../../../../local/deployment/await-stored.ts';
import { topic } from '../../../../local/deployment/kafka-admin.ts';
import { console as consoleService } from '../../../../local/services/console/console-service.ts';
import { eventSourceMapping } from '../../../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { randomUserApi } from '../../../../local/services/random-user-api/random-user-api-service.ts';
import type { Service } from '../../../../local/services/service.ts';
import { Stack } from '../../../../local/stack.ts';
import { freeze } from '../../../fault/faults/signals.ts';
import { produce } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { forgetLetters } from '../../../support/pipeline/dead-letters.ts';
import {
  invokeFetch,
  lambda,
  missNoDay,
  query,
  settings,
  startPipeline,
} from '../../../support/pipeline/deployed-pipeline.ts';
import { fetchingFrom, testApi } from '../../../support/pipeline/fetching-from.ts';
import { expectedIds } from '../../../support/pipeline/offline-api.ts';
import { projectDir } from '../../../support/stack/stack.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { type OwnPrometheus, startPrometheus } from './own-prometheus.ts';

const minutes = 60_000;
/** Above what the sink may be behind. */
const manyUsers = 10_000;
/** Which no other test has a run of. */
const failedDate = '2026-04-09';
const stack = new Stack(settings);
const directory = temporaryDirectory();
let prometheus: OwnPrometheus;
let looking: NodeJS.Timeout;
/** Whatever a test that failed has left behind is undone. */
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  await startPipeline(10, '2026-04-20');
  await missNoDay();
  // Whoever was here before may have left a run that failed as the last one.
  await invokeFetch({ date: '2026-04-20', users: 10, rerun: true });
  prometheus = await startPrometheus(settings, directory);
  // The console asks the parts more often while somebody looks.
  const look = () =>
    fetch(`http://127.0.0.1:${settings.ports.console}/api/overview`, { signal: AbortSignal.timeout(2000) });
  looking = setInterval(() => void look().catch(() => undefined), 2000);
}, 10 * minutes);

afterAll(async () => {
  clearInterval(looking);
  const undone = await Promise.allSettled(undo.map((step) => step()));
  await prometheus?.stop();
  lambda.destroy();
  expect(undone.filter(({ status }) => status === 'rejected')).toEqual([]);
}, 2 * minutes);

async function firing(): Promise<string[]> {
  const alerts = await prometheus.alerts();
  return [
    ...new Set(alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname ?? '')),
  ].sort();
}

/** Exactly these, at one time. */
async function expectFiring(...names: readonly string[]): Promise<void> {
  await eventually(async () => expect(await firing()).toEqual([...names].sort()), 3 * minutes, 500);
}

function frozen(service: Service) {
  const pids = () => [stack.daemon(service).pid()].filter((pid) => pid !== undefined);
  const revive = async () => void (await stack.start(service));
  const fault = freeze({ name: service.name, pids, revive });
  undo.push(() => fault.heal());
  return fault;
}

async function pauseMapping(isPaused: boolean): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'users-sink' }),
  );
  const change = new UpdateEventSourceMappingCommand({ UUID: EventSourceMappings[0]?.UUID, Enabled: !isPaused });
  // Another change may be under way.
  await eventually(() => lambda.send(change), minutes);
}

/** A run as one that failed: the API refuses its users. */
async function failRun(date: string): Promise<void> {
  await using api = await testApi();
  api.refuse = () => 404;
  const restore = await fetchingFrom(api.url);
  const { failed } = await invokeFetch({ date, users: 10 }).finally(restore);
  expect(failed).toBe(true);
}

test(
  'both targets are up, every dashboard can be drawn, and a pipeline that is well has no alert',
  async () => {
    await eventually(async () => {
      expect(await prometheus.targets()).toEqual({ console: 'up', 'event-source-mapping': 'up', prometheus: 'up' });
    }, minutes);
    await expectFiring();
    const expressions = ['event-source-mappings', 'users-pipeline'].flatMap(expressionsOf);
    expect(expressions.length).toBeGreaterThan(30);
    for (const expression of expressions) await prometheus.query(drawn(expression));
  },
  5 * minutes,
);

/** Of all panels of a dashboard. */
function expressionsOf(dashboard: string): string[] {
  const folder = join(projectDir, 'local', 'monitoring', 'grafana', 'provisioning', 'dashboards');
  const { panels } = JSON.parse(readFileSync(join(folder, `${dashboard}.json`), 'utf8')) as Dashboard;
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** With what Grafana puts in the place of its variables. */
function drawn(expression: string): string {
  return expression.replaceAll(/\$__(rate_interval|range|interval)/g, '1m').replaceAll(/\$\w+/g, '.*');
}

test(
  'alerts of runs, of a sink that is paused, and of parts that are away',
  async () => {
    undo.push(() => forgetLetters(settings));
    await produce(topic, [{ key: 'nobody', value: 'neither Avro nor a user' }]);
    await expectFiring('DeadLettersWaiting');
    undo.push(() => pauseMapping(false));
    await pauseMapping(true);
    await failRun(failedDate);
    const { failed } = await invokeFetch({ date: '2026-04-21', users: manyUsers, rerun: true });
    expect(failed).toBe(false);
    // As if the machine's clock had gone on: the last run was yesterday, the first one days ago.
    const moved = await query(
      `UPDATE pipeline_runs SET ended_at = ended_at - interval '27 hours'
     WHERE state IN ('succeeded', 'degraded') AND ended_at > now() - interval '27 hours' RETURNING run_id`,
      [],
    );
    const succeeded = moved.map(({ run_id: id }) => id);
    const [first] = await query(
      `UPDATE pipeline_runs SET started_at = started_at - interval '3 days'
     WHERE logical_date = $1 AND state = 'failed' RETURNING run_id`,
      [failedDate],
    );
    const moveBack = async () => {
      await query(`UPDATE pipeline_runs SET ended_at = ended_at + interval '27 hours' WHERE run_id = ANY($1)`, [
        succeeded,
      ]);
      await query('DELETE FROM pipeline_runs WHERE run_id = $1', [first?.run_id]);
    };
    const away = [frozen(eventSourceMapping), frozen(randomUserApi)];
    for (const fault of away) await fault.inject();

    const ofRuns = ['NoSuccessfulRun', 'RunFailed', 'DaysMissed'];
    const ofSink = ['MappingPaused', 'SinkLagHigh', 'SinkStalled', 'DeadLettersWaiting'];
    await expectFiring(...ofRuns, ...ofSink, 'PollerAway', 'PipelinePartDown').finally(moveBack);
    const alerts = await prometheus.alerts();
    for (const { annotations } of alerts) {
      expect(annotations).toEqual({ summary: expect.stringMatching(/\.$/), description: expect.stringMatching(/\.$/) });
      expect(JSON.stringify(annotations)).not.toContain('<no value>');
    }

    for (const fault of away) await fault.heal();
    await pauseMapping(false);
    await forgetLetters(settings);
    await expectFiring();
  },
  10 * minutes,
);

test(
  'alerts of a sink that fails, and of a console that is away',
  async () => {
    const FunctionName = 'users-sink';
    const { Handler } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const configure = async (handler: string | undefined) => {
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: handler }));
      await waitUntilFunctionUpdatedV2(
        { client: lambda, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 },
        { FunctionName },
      );
    };
    undo.push(() => configure(Handler));
    const away = frozen(consoleService);

    await configure('missing.handler');
    await invokeFetch({ date: '2026-04-23', users: 10, rerun: true });
    await expectFiring('SinkFailing', 'SinkStalled');
    await away.inject();
    // What the console knew of the sink is not known any more.
    await expectFiring('SinkFailing', 'ConsoleAway').finally(() => away.heal());

    await configure(Handler);
    await expectFiring();
  },
  10 * minutes,
);

test(
  'an alert of a user that only one store has',
  async () => {
    await invokeFetch({ date: '2026-04-24', users: 10, rerun: true });
    const [id] = await expectedIds('2026-04-24', 10);
    await awaitStored(settings, () => undefined, AbortSignal.timeout(minutes));
    await expect(query('DELETE FROM created_users WHERE id = $1 RETURNING id', [id])).resolves.toEqual([{ id }]);
    // The console counts when something has come.
    await invokeFetch({ date: '2026-04-20', users: 10, rerun: true });

    await expectFiring('StoresDiffer');
    await invokeFetch({ date: '2026-04-24', users: 10, rerun: true });
    await expectFiring();
  },
  10 * minutes,
);
