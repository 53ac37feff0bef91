import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import { atMostEvery } from '../progress.ts';
import type { Settings } from '../settings.ts';
import { fetchUsers } from './fetch-users.ts';

/** What came of the days that were done. */
export interface DaysDone {
  readonly runs: readonly RunResult[];
  readonly failed: readonly { readonly date: string; readonly reason: string }[];
}

/**
 * Does days one after the other: one that fails does not keep the next ones waiting.
 * @param doDay has the users of a day fetched, and rejects with why they were not
 * @param signal ends it between two days; a day that was begun is finished
 * @throws the signal's reason
 */
export async function doDays(
  dates: readonly string[],
  doDay: (date: string) => Promise<RunResult>,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<DaysDone> {
  const runs: RunResult[] = [];
  const failed: { date: string; reason: string }[] = [];
  for (const [index, date] of dates.entries()) {
    signal?.throwIfAborted();
    const place = `${date} (${index + 1} of ${dates.length})`;
    say(`${place} ...`);
    try {
      const result = await doDay(date);
      runs.push(result);
      say(`${place}: ${describeRun(result)}`);
    } catch (error) {
      const reason = (error as Error).message;
      failed.push({ date, reason });
      say(`${place}: failed: ${reason}`);
    }
  }
  return { runs, failed };
}

/** Has the users of one day of a backfill fetched. @param users as the schedule, where it is left out */
export function backfillDay(
  settings: Settings,
  date: string,
  { users, rerun }: { readonly users?: number; readonly rerun?: boolean },
  say: (line: string) => void,
): Promise<RunResult> {
  const event = { date, users, trigger: 'backfill', ...(rerun && { rerun }) } as const;
  // A day has as long as a run and all its continuations may take: the wait for it ends by itself.
  return fetchUsers(settings, event, new AbortController().signal, atMostEvery(5000, say));
}

/** What a run came to, in one line. */
export function describeRun({ runId, repeated, published, rejected, total, seconds, state }: RunResult): string {
  if (repeated) return `done already by run ${runId}`;
  const records = `${published.toLocaleString('en')} records published`;
  const others = total.published > published ? ` (${total.published.toLocaleString('en')} with earlier attempts)` : '';
  const left = rejected > 0 ? `, ${rejected.toLocaleString('en')} users rejected` : '';
  return `${state}, ${records}${others}${left} (${seconds.toFixed(1)} s)`;
}
