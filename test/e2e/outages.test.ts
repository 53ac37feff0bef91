import {
  DescribeDBInstancesCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters } from '../../local/deployment/count-dead-letters.ts';
import { cassandra as cassandraService } from '../../local/services/cassandra/cassandra.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { randomUserApi } from '../../local/services/random-user-api/random-user-api-service.ts';
import type { Service } from '../../local/services/service.ts';
import { Stack } from '../../local/stack.ts';
import { invokeFetch, lambda, missingIds, query, settings, startPipeline } from '../support/deployed-pipeline.ts';
import { eventually } from '../support/eventually.ts';

const minutes = 60_000;
const stack = new Stack(settings);
const rds = new RDSClient(awsClientOptions(settings));
const DBInstanceIdentifier = 'users-pipeline';

/** What can be away for a while. */
interface Outage {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

const outageOf = (service: Service): Outage => ({
  begin: () => stack.stop(service),
  end: () => stack.start(service),
});

const databaseOutage: Outage = {
  async begin() {
    await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier }));
    await untilDatabaseIs('stopped');
  },
  async end() {
    await rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier }));
    await untilDatabaseIs('available');
  },
};

function untilDatabaseIs(status: string): Promise<void> {
  return eventually(async () => {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    expect(DBInstances?.[0]?.DBInstanceStatus).toBe(status);
  }, minutes);
}

beforeAll(() => startPipeline(10, '2026-03-01'), 10 * minutes);

afterAll(async () => {
  lambda.destroy();
  rds.destroy();
  await stack.stop(eventSourceMapping);
});

/** Does the work during the outage, which ends a moment later. */
async function during(outage: Outage, work: () => Promise<void>): Promise<void> {
  await outage.begin();
  await work();
  await outage.end();
}

test(
  'a run without the API fails by name, is kept as failed, and the next one of the date succeeds',
  async () => {
    const event = { date: '2026-03-02', users: 20 };

    const run = { failed: false, answer: undefined as unknown };
    await during(outageOf(randomUserApi), async () => {
      Object.assign(run, await invokeFetch(event));
    });
    const next = await invokeFetch(event);

    expect(run).toMatchObject({
      failed: true,
      answer: { errorType: 'ApiError', errorMessage: expect.stringContaining('cannot be reached') },
    });
    expect(next).toMatchObject({ failed: false, answer: { attempt: 2, published: 20 } });
    const runs = await query('SELECT state, error FROM pipeline_runs WHERE logical_date = $1 ORDER BY attempt', [
      event.date,
    ]);
    expect(runs).toEqual([
      { state: 'failed', error: expect.stringMatching(/^ApiError: .*cannot be reached/) },
      { state: 'succeeded', error: null },
    ]);
  },
  5 * minutes,
);

test.each([
  ['Cassandra', outageOf(cassandraService), '2026-03-03'],
  ['PostgreSQL', databaseOutage, '2026-03-04'],
])(
  '%s going down during a run costs no user',
  async (_, outage, date) => {
    const users = 10_000;
    const run = invokeFetch({ date, users });
    await eventually(async () => {
      const runs = await query('SELECT 1 FROM pipeline_runs WHERE logical_date = $1', [date]);
      expect(runs).toHaveLength(1);
    }, minutes);

    await during(outage, async () => undefined);

    await expect(run).resolves.toMatchObject({ failed: false, answer: { published: users } });
    await awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));
    await expect(missingIds(date, users)).resolves.toEqual({ cassandra: [], postgres: [] });
    await expect(countDeadLetters(settings)).resolves.toBe(0);
  },
  8 * minutes,
);
