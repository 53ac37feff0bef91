import type { DaysDone } from '../../deployment/do-days.ts';
import { checkRange, type DaysReport, reportDays, wantedDays } from '../../deployment/missed-days.ts';
import { StartError } from '../../start-error.ts';
import type { JobView, Work } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { unusable } from '../problem.ts';
import type { BackfillPlan, BackfillResult } from './answers.ts';

export interface BackfillOrder {
  /** YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
  /** As the schedule where it is left out. */
  readonly users?: number;
  /** Does the days that are done as well. */
  readonly rerun?: boolean;
}

/** Which days a backfill would do. @throws ConsoleProblem for a range that cannot be done */
export async function planBackfill(
  client: Parameters<typeof reportDays>[0],
  { from, to, rerun = false }: BackfillOrder,
  now: Date,
): Promise<BackfillPlan> {
  try {
    checkRange({ from, to }, now);
  } catch (error) {
    throw error instanceof StartError ? unusable(error.message) : error;
  }
  return toPlan(await reportDays(client, { from, to }), rerun);
}

export function toPlan(report: DaysReport, rerun: boolean): BackfillPlan {
  const { from, to, days } = report;
  const wanted = wantedDays(report, rerun);
  return { from: from ?? to, to, days: wanted, leftAlone: days.length - wanted.length };
}

/** How a backfill does its days, and waits for the stores. */
export interface BackfillPorts {
  readonly doDays: (say: (line: string) => void, signal: AbortSignal) => Promise<DaysDone>;
  readonly awaitStored: (say: (line: string) => void, signal: AbortSignal) => Promise<void>;
}

/** Does the days of a plan. It is cancelled between two of them: what was begun is finished. */
export function startBackfill(jobs: Jobs, { from, to, days }: BackfillPlan, ports: BackfillPorts): JobView {
  const work: Work = async (report, signal) => {
    const tell = () => report('Cancelled: the day under way is finished, and no other is begun.');
    signal.addEventListener('abort', tell, { once: true });
    const { runs, failed } = await ports.doDays(report, signal);
    if (failed.length > 0) {
      const names = failed.map(({ date }) => date).join(', ');
      throw new StartError(
        `${failed.length} of ${days.length} days failed: ${names}. A backfill of the range tries them again.`,
      );
    }
    await ports.awaitStored(report, signal);
    return { from, to, runs: runs.length } satisfies BackfillResult;
  };
  return jobs.start('backfill', `Backfill of ${days.length} days from ${from} to ${to}`, work);
}
