import { DeadlineError } from '../core/errors.ts';
import { doPages, type PagePorts } from './do-pages.ts';
import { planPages } from './plan-pages.ts';
import { type Continuation, maximumContinuations, type RunRequest } from './read-event.ts';
import type { Beginning, Run, RunRecord } from './run-history.ts';
import { withLease } from './with-lease.ts';

export interface FetchPorts extends PagePorts {
  /** Told of the run that the invocation does from now on. */
  readonly onBegun: (run: Run) => void;
  /** Has the function go on with the run in a next invocation. */
  readonly goOn: (request: RunRequest, continues: Continuation) => Promise<void>;
  /** Told when a run that failed cannot even be kept as failed. */
  readonly onUnrecorded: (error: Error) => void;
  /** Told when a run's lease could not be renewed in time. */
  readonly onUnrenewed: (error: Error) => void;
}

/** When an invocation has to come to its end. */
export interface Ending {
  /** No page is begun any more. */
  readonly last: AbortSignal;
  /** The pages under way end as well. */
  readonly deadline: AbortSignal;
}

/** What came of a run, or of an earlier one that leaves nothing to do. */
export interface RunResult extends RunRecord {
  /** Whether nothing was fetched or published now: the result is that of the earlier run, or the run is under way. */
  readonly repeated: boolean;
  /** That this invocation took. */
  readonly seconds: number;
}

/**
 * Brings the users of a date into the topic. The source gives the same users for a date at every run, whose ids make the
 * stores end up the same. A date that is done, or under way, is left alone; one whose
 * run failed is gone on with, page by page; and a run that takes longer than an invocation may is handed to the next.
 * @throws the first error of a page, after the others have ended and the run was kept as failed.
 */
export async function fetchUsers(request: RunRequest, ports: FetchPorts, ending: Ending): Promise<RunResult> {
  const begun = performance.now();
  const result = (record: RunRecord, repeated: boolean): RunResult => {
    return { ...record, repeated, seconds: Math.round(performance.now() - begun) / 1000 };
  };
  const beginning = await ports.history.begin(request);
  if ('earlier' in beginning) return result(beginning.earlier, true);
  const { run } = beginning;
  ports.onBegun(run);
  let left: number;
  try {
    left = await doLeftPages(request, beginning, ports, ending);
    if (left > 0) return result(await handOver(request, run, left, ports), false);
  } catch (error) {
    await ports.history.fail(run, error as Error).catch(ports.onUnrecorded);
    throw error;
  }
  return result(await ports.history.succeed(run), false);
}

/** @returns how many pages are left at the end of the invocation, which has done one at least. */
async function doLeftPages(
  request: RunRequest,
  { run, done }: Extract<Beginning, { run: Run }>,
  ports: FetchPorts,
  { last, deadline }: Ending,
): Promise<number> {
  const isDone = new Set(done.map(({ number, size }) => `${number} of ${size}`));
  const pages = planPages(request.users).filter(({ number, size }) => !isDone.has(`${number} of ${size}`));
  return withLease(ports.history, run, ports.onUnrenewed, async (lost) => {
    const stop = AbortSignal.any([deadline, lost]);
    const { finished, error } = await doPages(pages, { run, date: request.date }, ports, { last, stop });
    const left = pages.length - finished;
    // What the deadline has ended is done by the next invocation.
    if (error !== undefined && (error !== deadline.reason || finished === 0)) throw error;
    if (left > 0 && finished === 0) throw new DeadlineError('The time that was left is too short for a page.');
    return left;
  });
}

async function handOver(request: RunRequest, run: Run, left: number, ports: FetchPorts): Promise<RunRecord> {
  const number = (request.continues?.number ?? 0) + 1;
  if (number > maximumContinuations) {
    throw new DeadlineError(
      `${left} pages are left after ${maximumContinuations} continuations. The next event of the date goes on with them.`,
    );
  }
  // First the row: the next invocation may begin before this one knows.
  const record = await ports.history.handOver(run, number);
  await ports.goOn(request, { runId: run.runId, number });
  return record;
}
