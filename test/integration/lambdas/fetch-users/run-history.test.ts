import { RunLostError } from '../../../../lambdas/core/errors.ts';
import { postgresRunHistory } from '../../../../lambdas/fetch-users/postgres-run-history.ts';
import type { RunRequest } from '../../../../lambdas/fetch-users/read-event.ts';
import type { Beginning, Run, RunHistory } from '../../../../lambdas/fetch-users/run-history.ts';
import { migratePostgres } from '../../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { poolOn } from '../own-stores.ts';

const name = 'run_history_test';
const pool = poolOn(name);
const history = postgresRunHistory(pool);
const request: RunRequest = { date: '2026-01-31', users: 15_000, trigger: 'manual', rerun: false };
const [first, second, third] = [1, 2, 3].map((number) => ({ number, size: 5000 })) as [Page, Page, Page];
const good = { fetched: 5000, published: 5000, rejected: 0, rejections: [] };
const wrong = { fetched: 5000, published: 4990, rejected: 10, rejections: ['user 7 of page 2: email: is none'] };

interface Page {
  readonly number: number;
  readonly size: number;
}

beforeEach(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await pool.query(`CREATE SCHEMA ${name}`);
  await migratePostgres(pool, migrations);
});

afterAll(async () => {
  await pool.query(`DROP SCHEMA ${name} CASCADE`).finally(() => pool.end());
});

function begun(beginning: Beginning): Run {
  if ('run' in beginning) return beginning.run;
  throw new Error(`It has not begun: ${JSON.stringify(beginning)}`);
}

const begin = async (changes: Partial<RunRequest> = {}): Promise<Run> =>
  begun(await history.begin({ ...request, ...changes }));

async function rowOf({ runId }: Run) {
  return (await pool.query('SELECT * FROM pipeline_runs WHERE run_id = $1', [runId])).rows[0];
}

async function endLease({ runId }: Run): Promise<void> {
  await pool.query(`UPDATE pipeline_runs SET lease_until = now() - interval '1 second' WHERE run_id = $1`, [runId]);
}

async function succeeded(changes: Partial<RunRequest> = {}): Promise<Run> {
  const run = await begin(changes);
  for (const page of [first, second, third]) await history.keepPage(run, page, good);
  await history.succeed(run);
  return run;
}

test('a run that succeeded has its pages, its counts and the date’s', async () => {
  const run = await succeeded();

  expect(await rowOf(run)).toMatchObject({
    ...{ run_id: '2026-01-31.1', attempt: 1, trigger: 'manual', state: 'succeeded', asked: 15_000, error: null },
    ...{ fetched: 15_000, published: 15_000, rejected: 0, rejections: [], ended_at: expect.any(Date) },
    ...{ total_fetched: 15_000, total_published: 15_000, total_rejected: 0 },
  });
  const { rows } = await pool.query(
    'SELECT asked, page, size, published, run_id FROM pipeline_run_pages ORDER BY page',
  );
  expect(rows).toEqual(
    [1, 2, 3].map((page) => ({ asked: 15_000, page, size: 5000, published: 5000, run_id: run.runId })),
  );
});

test('a date that has succeeded is left alone, with the earlier result', async () => {
  await succeeded();

  const counts = { fetched: 15_000, published: 15_000, rejected: 0 };
  await expect(history.begin({ ...request, trigger: 'schedule' })).resolves.toEqual({
    earlier: {
      ...{ runId: '2026-01-31.1', date: '2026-01-31', attempt: 1, asked: 15_000, state: 'succeeded' },
      ...{ ...counts, total: counts },
    },
  });
});

test('a date with rejected users ends degraded, keeps the reasons, and is left alone too', async () => {
  const run = await begin();
  await history.keepPage(run, first, good);
  await history.keepPage(run, second, wrong);

  await expect(history.succeed(run)).resolves.toMatchObject({ state: 'degraded', rejected: 10 });

  expect(await rowOf(run)).toMatchObject({ state: 'degraded', rejections: wrong.rejections });
  await expect(history.begin(request)).resolves.toMatchObject({ earlier: { state: 'degraded', rejected: 10 } });
});

test('of the rejections of all pages the first 20 are kept', async () => {
  const run = await begin();
  const reasons = Array.from({ length: 30 }, (_, index) => `user ${index}`);

  await history.keepPage(run, first, { ...wrong, rejections: reasons.slice(0, 15) });
  await history.keepPage(run, second, { ...wrong, rejections: reasons.slice(15) });

  expect((await rowOf(run)).rejections).toEqual(reasons.slice(0, 20));
});

test('another number of users is another run of the date, at the same time too', async () => {
  await begin();

  await expect(begin({ users: 1000 })).resolves.toMatchObject({ runId: '2026-01-31.2' });
});

test('a rerun forgets the pages and does all of them again', async () => {
  await succeeded();

  const beginning = await history.begin({ ...request, rerun: true });

  expect(beginning).toMatchObject({ run: { runId: '2026-01-31.2' }, done: [] });
  await history.keepPage(begun(beginning), first, good);
  await history.fail(begun(beginning), new Error('broken'));
  // The first run stands no more: some of its pages are to be done again.
  await expect(history.begin(request)).resolves.toMatchObject({ run: { runId: '2026-01-31.3' }, done: [first] });
});

test('after a failed run the next one goes on with the pages that are left, and the counts add up', async () => {
  const failed = await begin();
  await history.keepPage(failed, second, wrong);
  await history.fail(failed, new Error('page 3 is broken'));

  const beginning = await history.begin(request);

  expect(beginning).toMatchObject({ run: { runId: '2026-01-31.2' }, done: [second] });
  const next = begun(beginning);
  await history.keepPage(next, first, good);
  await history.keepPage(next, third, good);
  await expect(history.succeed(next)).resolves.toMatchObject({
    ...{ attempt: 2, state: 'degraded', fetched: 10_000, published: 10_000, rejected: 0 },
    total: { fetched: 15_000, published: 14_990, rejected: 10 },
  });
  expect(await rowOf(failed)).toMatchObject({ state: 'failed', error: 'Error: page 3 is broken', published: 4990 });
});

test('while a run is under way a second event does nothing, not even a rerun', async () => {
  const run = await begin();
  await history.keepPage(run, first, good);

  for (const rerun of [false, true]) {
    await expect(history.begin({ ...request, rerun })).resolves.toMatchObject({
      earlier: { runId: '2026-01-31.1', state: 'running', published: 5000 },
    });
  }
});

test('of 20 events at the very same moment one runs, and the others say which', async () => {
  const pools = Array.from({ length: 4 }, () => poolOn(name));
  const histories = pools.map((own) => postgresRunHistory(own));
  try {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (histories[index % 4] as RunHistory).begin(request)),
    );

    expect(all.filter((beginning) => 'run' in beginning)).toHaveLength(1);
    const others = all.filter((beginning) => 'earlier' in beginning);
    expect(new Set(others.map(({ earlier }) => earlier.runId))).toEqual(new Set(['2026-01-31.1']));
  } finally {
    await Promise.all(pools.map((own) => own.end()));
  }
}, 60_000);

test('a run whose function was killed is kept as failed once its lease has ended, and gone on with', async () => {
  const killed = await begin();
  await history.keepPage(killed, first, good);
  await endLease(killed);

  await expect(history.begin(request)).resolves.toMatchObject({ run: { runId: '2026-01-31.2' }, done: [first] });

  expect(await rowOf(killed)).toMatchObject({ state: 'failed', error: 'It ended without saying so.', published: 5000 });
});

test('who comes back to a run that was given up can write nothing of it', async () => {
  const slow = await begin();
  await endLease(slow);
  const next = await begin();

  await expect(history.renew(slow)).resolves.toBe(false);
  await expect(history.keepPage(slow, first, good)).rejects.toThrow('2026-01-31.1 is done by another invocation now');
  await expect(history.succeed(slow)).rejects.toThrow(RunLostError);
  await history.fail(slow, new Error('too late'));

  expect(await rowOf(slow)).toMatchObject({ state: 'failed', error: 'It ended without saying so.', published: 0 });
  expect(await rowOf(next)).toMatchObject({ state: 'running' });
  expect((await pool.query('SELECT 1 FROM pipeline_run_pages')).rows).toEqual([]);
});

test('a lease that has ended unnoticed is renewed', async () => {
  const run = await begin();
  await endLease(run);

  await expect(history.renew(run)).resolves.toBe(true);

  await expect(history.begin(request)).resolves.toMatchObject({ earlier: { state: 'running' } });
});

test('a page that is kept twice counts once', async () => {
  const run = await begin();

  await history.keepPage(run, first, good);
  await history.keepPage(run, first, good);

  expect(await rowOf(run)).toMatchObject({ fetched: 5000, published: 5000 });
});

test('a page of another size than an earlier run’s takes its place', async () => {
  const failed = await begin();
  await history.keepPage(failed, { number: 1, size: 1000 }, { ...good, fetched: 1000, published: 1000 });
  await history.fail(failed, new Error('broken'));
  const next = await begin();

  await history.keepPage(next, first, good);

  const { rows } = await pool.query('SELECT size, published, run_id FROM pipeline_run_pages');
  expect(rows).toEqual([{ size: 5000, published: 5000, run_id: next.runId }]);
});

describe('a run that is handed over', () => {
  async function handedOver(): Promise<Run> {
    const run = await begin();
    await history.keepPage(run, first, good);
    await expect(history.handOver(run, 1)).resolves.toMatchObject({ state: 'continued', published: 5000 });
    return run;
  }

  const continues = { runId: '2026-01-31.1', number: 1 };

  test('is taken by the invocation with its number, once, and stays one run', async () => {
    await handedOver();

    const beginning = await history.begin({ ...request, continues });

    expect(beginning).toMatchObject({ run: { runId: '2026-01-31.1' }, done: [first] });
    await expect(history.begin({ ...request, continues })).resolves.toMatchObject({ earlier: { state: 'running' } });
    for (const page of [second, third]) await history.keepPage(begun(beginning), page, good);
    await expect(history.succeed(begun(beginning))).resolves.toMatchObject({ attempt: 1, published: 15_000 });
  });

  test('is not taken by an invocation with another number, nor by any other event', async () => {
    await handedOver();

    const another = { ...continues, number: 2 };
    await expect(history.begin({ ...request, continues: another })).resolves.toMatchObject({
      earlier: { state: 'continued' },
    });
    await expect(history.begin(request)).resolves.toMatchObject({ earlier: { state: 'continued' } });
  });

  test('is failed by who could not ask for the next invocation, whose event then goes on as a new run', async () => {
    const run = await handedOver();

    await history.fail(run, new Error('Rate exceeded'));

    expect(await rowOf(run)).toMatchObject({ state: 'failed', error: 'Error: Rate exceeded', continuations: 1 });
    await expect(history.begin({ ...request, continues })).resolves.toMatchObject({
      ...{ run: { runId: '2026-01-31.2' }, done: [first] },
    });
  });

  test('that nobody takes is given up when its lease has ended', async () => {
    const run = await handedOver();
    await endLease(run);

    await expect(begin()).resolves.toMatchObject({ runId: '2026-01-31.2' });

    expect(await rowOf(run)).toMatchObject({ state: 'failed' });
  });
});

test.each([1, 2, 3, 4])('the answer of statement %i is lost: the run begins once, and is its own', async (lost) => {
  let number = 0;
  const query = async (text: string, values: unknown[]) => {
    const answer = await pool.query(text, values);
    number += 1;
    if (number === lost) throw new Error('Connection terminated unexpectedly');
    return answer;
  };
  const unlucky = postgresRunHistory({ query } as unknown as typeof pool);

  await expect(unlucky.begin(request)).resolves.toMatchObject({ run: { runId: '2026-01-31.1' }, done: [] });

  expect((await pool.query('SELECT state FROM pipeline_runs')).rows).toEqual([{ state: 'running' }]);
});

test('runs of the release before are taken along: those that succeeded stand, those that never ended have failed', async () => {
  await pool.query(`DROP SCHEMA ${name} CASCADE`);
  await pool.query(`CREATE SCHEMA ${name}`);
  await migratePostgres(pool, migrations.slice(0, 2));
  await pool.query(`INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked, fetched, published)
    VALUES ('2026-01-30.1', '2026-01-30', 1, 'schedule', 'succeeded', 15000, 15000, 15000),
      ('2026-01-31.1', '2026-01-31', 1, 'schedule', 'running', 15000, 0, 0),
      ('2026-01-31.2', '2026-01-31', 2, 'schedule', 'running', 15000, 0, 0)`);

  await migratePostgres(pool, migrations);

  await expect(history.begin({ ...request, date: '2026-01-30' })).resolves.toMatchObject({
    earlier: { state: 'succeeded', total: { published: 15_000 } },
  });
  await expect(history.begin(request)).resolves.toMatchObject({ run: { runId: '2026-01-31.3' }, done: [] });
});
