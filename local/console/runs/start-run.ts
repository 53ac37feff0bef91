import { awaitStored } from '../../deployment/await-stored.ts';
import { describeRun } from '../../deployment/do-days.ts';
import { fetchUsers } from '../../deployment/fetch-users.ts';
import { reportPublished } from '../../deployment/report-published.ts';
import type { Settings } from '../../settings.ts';
import type { JobView, Work } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { StartedRun } from './answers.ts';
import { onChange } from './on-change.ts';

export interface RunOrder {
  /** YYYY-MM-DD; today in UTC where it is left out. */
  readonly date?: string;
  /** As many as the function is set to where it is left out. */
  readonly users?: number;
  readonly rerun?: boolean;
}

/** Fetches the users of a date, and waits until the sink was given them. */
export function startRun(jobs: Jobs, settings: Settings, { date, users, rerun }: RunOrder): JobView {
  const day = date ?? new Date().toISOString().slice(0, 10);
  const work: Work = async (report, signal): Promise<StartedRun> => {
    const say = onChange(report);
    const event = { date: day, users, trigger: 'manual', ...(rerun && { rerun }) } as const;
    const run = await reportPublished(settings, say, fetchUsers(settings, event, signal, say));
    report(`Run ${run.runId}: ${describeRun(run)}`);
    await awaitStored(settings, say, signal);
    report('The sink was given every record that is in the topic now.');
    return { runId: run.runId, repeated: run.repeated };
  };
  return jobs.start('run', `${rerun ? 'Rerun' : 'Run'} of ${day}`, work);
}
