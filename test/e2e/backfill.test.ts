import { runCommand } from '../support/command.ts';
import { invokeFetch, lambda, query, startPipeline } from '../support/pipeline/deployed-pipeline.ts';
import { fetchingFrom, testApi } from '../support/pipeline/fetching-from.ts';

const minutes = 60_000;
const range = ['--from=2025-10-02', '--to=2025-10-05'];

beforeAll(async () => {
  await startPipeline(10, '2025-10-01');
  await forget();
}, 10 * minutes);

afterAll(async () => {
  await forget();
  lambda.destroy();
});

async function forget(): Promise<void> {
  for (const table of ['pipeline_run_pages', 'pipeline_runs']) {
    await query(`DELETE FROM ${table} WHERE logical_date BETWEEN '2025-10-02' AND '2025-10-30'`, []);
  }
}

async function backfill(...options: string[]) {
  const { code, stdout, stderr } = await runCommand(['backfill', '--', ...options]);
  return { code, stdout, stderr };
}

const states = () =>
  query(
    `SELECT logical_date::text AS date, trigger, state, asked FROM pipeline_runs
     WHERE logical_date BETWEEN '2025-10-02' AND '2025-10-05' ORDER BY logical_date, attempt`,
    [],
  );

test('the missed days of a range are named, and nothing is done', async () => {
  await invokeFetch({ date: '2025-10-03', users: 10 });

  const { code, stdout } = await backfill(...range);

  expect(code).toBe(0);
  expect(stdout).toContain('3 days from 2025-10-02 to 2025-10-05 have no run that succeeded:\n  2025-10-02\n');
  expect(stdout).not.toContain('  2025-10-03\n');
  expect(stdout).toContain('--run');
  await expect(states()).resolves.toMatchObject([{ date: '2025-10-03' }]);
}, 60_000);

test('without a range the days since the first run are looked at, to yesterday, and other commands mention them', async () => {
  await query(
    `INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked, started_at)
     VALUES ('2025-10-30.1', '2025-10-30', 1, 'schedule', 'failed', 10, now() - interval '3 days')`,
    [],
  );
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

  const { code, stdout } = await backfill('--json');
  const status = await runCommand(['status']);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ from: day(3), to: day(1), runs: [], failed: [] });
  const { missed } = JSON.parse(stdout);
  expect(missed).toEqual([day(3), day(2), day(1)]);
  expect(status.stdout).toContain(`3 days since ${day(3)} have no run that succeeded: npm run backfill`);
  await query(`DELETE FROM pipeline_runs WHERE run_id = '2025-10-30.1'`, []);
}, 60_000);

test(
  'the days are done one after the other; one that fails is named at the end, and is the only one left',
  async () => {
    await using api = await testApi();
    api.refuse = (seed) => (seed === 'users-2025-10-04' ? 404 : undefined);
    const restore = await fetchingFrom(api.url);
    const first = await backfill(...range, '--run', '--users=20').finally(restore);

    expect(first.code).toBe(1);
    expect(first.stdout).toContain('2025-10-02 (1 of 3): succeeded, 20 records published');
    expect(first.stdout).toContain('2025-10-04 (2 of 3): failed: users-fetch failed: ApiError:');
    expect(first.stdout).toContain('2025-10-05 (3 of 3): succeeded, 20 records published');
    expect(first.stderr).toContain('1 of 3 days failed: 2025-10-04.');

    const next = await backfill(...range, '--run', '--users=20', '--json');

    expect(next.code).toBe(0);
    expect(JSON.parse(next.stdout)).toMatchObject({
      ...{ missed: ['2025-10-04'], failed: [], runs: [{ date: '2025-10-04', attempt: 2, published: 20 }] },
    });
    await expect(states()).resolves.toEqual([
      { date: '2025-10-02', trigger: 'backfill', state: 'succeeded', asked: 20 },
      { date: '2025-10-03', trigger: 'manual', state: 'succeeded', asked: 10 },
      { date: '2025-10-04', trigger: 'backfill', state: 'failed', asked: 20 },
      { date: '2025-10-04', trigger: 'backfill', state: 'succeeded', asked: 20 },
      { date: '2025-10-05', trigger: 'backfill', state: 'succeeded', asked: 20 },
    ]);
  },
  4 * minutes,
);

test(
  'a rerun does every day of the range again',
  async () => {
    const { code, stdout } = await backfill(
      '--from=2025-10-02',
      '--to=2025-10-03',
      '--rerun',
      '--run',
      '--users=20',
      '--json',
    );

    expect(code).toBe(0);
    const { runs } = JSON.parse(stdout);
    expect(runs).toMatchObject([
      { date: '2025-10-02', attempt: 2, published: 20, repeated: false },
      { date: '2025-10-03', attempt: 2, published: 20, repeated: false },
    ]);
  },
  2 * minutes,
);

test.each([
  [['--from=2025-10-05', '--to=2025-10-02'], 'The range ends before it begins: 2025-10-05 is after 2025-10-02.'],
  [['--from=2023-01-01', '--to=2025-10-02'], 'are 1006 days. Take 366 at most at once.'],
  [['--to=2999-01-01'], '2999-01-01 has not come yet'],
  [['--rerun'], 'say which by --from.'],
])('%j is refused', async (options, problem) => {
  const { code, stderr } = await backfill(...options);

  expect(code).toBe(1);
  expect(stderr).toContain(problem);
});
