import { RunLostError } from '../core/errors.ts';
import type { Run, RunHistory } from './run-history.ts';

/** A third of the lease: two signs of life may be lost. */
const renewEveryMs = 15_000;

/**
 * Keeps the run's lease alive as long as the work lasts, so that nobody else takes the run for dead. The work's signal
 * aborts, with a RunLostError, when somebody did: after an outage of the database that was longer than the lease.
 * @param onUnrenewed told of a lease that could not be renewed; the next time may go well.
 */
export async function withLease<Result>(
  history: Pick<RunHistory, 'renew'>,
  run: Run,
  onUnrenewed: (error: Error) => void,
  work: (lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  const renew = async () => {
    if (!(await history.renew(run))) lost.abort(new RunLostError(`${run.runId} is done by another invocation now.`));
  };
  const timer = setInterval(() => void renew().catch(onUnrenewed), renewEveryMs);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
  }
}
