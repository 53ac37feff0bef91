import type { RunResult } from '../../../../../lambdas/fetch-users/fetch-users.ts';
import { Jobs } from '../../../../../local/console/jobs/jobs.ts';
import { ConsoleProblem } from '../../../../../local/console/problem.ts';
import { type BackfillPorts, planBackfill, startBackfill, toPlan } from '../../../../../local/console/runs/backfill.ts';
import { doDays } from '../../../../../local/deployment/do-days.ts';
import { eventually } from '../../../../support/eventually.ts';

const days = ['2026-06-01', '2026-06-02', '2026-06-03'];
const report = { from: '2026-06-01', to: '2026-06-03', days, missed: ['2026-06-02'], degraded: [] };
const plan = { from: '2026-06-01', to: '2026-06-03', days, leftAlone: 0 };

function result(date: string): RunResult {
  const counts = { fetched: 5, published: 5, rejected: 0 };
  const run = { runId: `${date}.1`, date, attempt: 1, asked: 5, state: 'succeeded' } as const;
  return { ...run, ...counts, total: counts, repeated: false, seconds: 1 };
}

/** The days are done as they are always done, but by nobody. */
function ports(
  doDay: (date: string) => Promise<RunResult>,
  awaitStored: BackfillPorts['awaitStored'] = async () => {},
) {
  return {
    doDays: (say: (line: string) => void, signal: AbortSignal) => doDays(days, doDay, say, signal),
    awaitStored,
  };
}

async function ended(jobs: Jobs, id: string) {
  return eventually(
    async () => {
      const job = jobs.get(id);
      expect(job.state).not.toBe('running');
      return job;
    },
    5000,
    5,
  );
}

test('a backfill does the days that were missed, or all of them', () => {
  expect(toPlan(report, false)).toEqual({ ...plan, days: ['2026-06-02'], leftAlone: 2 });
  expect(toPlan(report, true)).toEqual({ ...plan, days, leftAlone: 0 });
});

test.each([
  [{ from: '2026-06-03', to: '2026-06-01' }, 'The range ends before it begins: 2026-06-03 is after 2026-06-01.'],
  [{ from: '2026-06-01', to: '2026-07-01' }, '2026-07-01 has not come yet (it is 2026-06-30, UTC).'],
  [{ from: '2024-06-01', to: '2026-06-01' }, '2024-06-01 to 2026-06-01 are 731 days. Take 366 at most at once.'],
])('a range that cannot be done is refused: %j', async (range, message) => {
  const never = { query: () => Promise.reject(new Error('nobody is asked')) };

  const planned = planBackfill(never as never, range, new Date('2026-06-30T12:00:00Z'));

  await expect(planned).rejects.toThrow(new ConsoleProblem(400, message, 'Change the value and try again.'));
});

test('a job does the days one after the other, and then waits for the stores', async () => {
  const jobs = new Jobs();
  const order: string[] = [];
  const doDay = async (date: string) => {
    order.push(date);
    return result(date);
  };

  const { id } = startBackfill(
    jobs,
    plan,
    ports(doDay, async () => void order.push('stored')),
  );
  const job = await ended(jobs, id);

  expect(order).toEqual([...days, 'stored']);
  expect(job).toMatchObject({ state: 'done', title: 'Backfill of 3 days from 2026-06-01 to 2026-06-03' });
  expect(job.result).toEqual({ from: '2026-06-01', to: '2026-06-03', runs: 3 });
  expect(job.lines.at(-1)).toBe('2026-06-03 (3 of 3): succeeded, 5 records published (1.0 s)');
});

test('a day that fails does not keep the next ones waiting, and is named', async () => {
  const jobs = new Jobs();
  const done: string[] = [];
  const doDay = async (date: string) => {
    if (date === '2026-06-02') throw new Error('the API is away');
    done.push(date);
    return result(date);
  };

  const { id } = startBackfill(jobs, plan, ports(doDay));
  const job = await ended(jobs, id);

  expect(done).toEqual(['2026-06-01', '2026-06-03']);
  expect(job.state).toBe('failed');
  expect(job.error).toBe('1 of 3 days failed: 2026-06-02. A backfill of the range tries them again.');
  expect(job.lines).toContain('2026-06-02 (2 of 3): failed: the API is away');
});

test('it is cancelled between two days: the one under way is finished', async () => {
  const jobs = new Jobs();
  const begun: string[] = [];
  const finish = Promise.withResolvers<void>();
  const doDay = async (date: string) => {
    begun.push(date);
    await finish.promise;
    return result(date);
  };

  const { id } = startBackfill(jobs, plan, ports(doDay));
  await eventually(async () => expect(begun).toEqual(['2026-06-01']), 5000, 5);
  jobs.cancel(id);
  expect(jobs.get(id).state).toBe('running');
  finish.resolve();
  const job = await ended(jobs, id);

  expect(begun).toEqual(['2026-06-01']);
  expect(job.state).toBe('cancelled');
  expect(job.lines).toContain('Cancelled: the day under way is finished, and no other is begun.');
  expect(job.lines.at(-1)).toBe('2026-06-01 (1 of 3): succeeded, 5 records published (1.0 s)');
});
