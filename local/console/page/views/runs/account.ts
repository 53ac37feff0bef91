import type { RunLettersAnswer, RunRecordsAnswer, RunView } from '../../../runs/answers.ts';

/** What is known of a run's users, and how. Null is what is not known. */
export interface Account {
  /** That earlier attempts of the date had fetched before. */
  readonly earlier: number | null;
  /** That no attempt has fetched. */
  readonly left: number | null;
  /** Whether the run's own counts add up. */
  readonly addsUp: boolean;
  /** Of the published records at most so many are on their way to the stores. */
  readonly underWay: number | null;
  /** At least so many were handed to the sink, which stored them or has them in the dead letters. */
  readonly handedOver: number | null;
  readonly deadLetters: number | null;
  /** At least so many. */
  readonly stored: number | null;
}

/** By the row's own word; a run that was killed never counted what the whole date has. */
const endedSilently = 'It ended without saying so.';

/**
 * Accounts for every user that a run was asked for: asked = earlier + fetched + left, fetched = published + rejected,
 * published = stored + dead-lettered + under way.
 */
export function accountOf(
  run: RunView,
  records: Pick<RunRecordsAnswer, 'notCommitted' | 'queued'> | undefined,
  letters: RunLettersAnswer | undefined,
): Account {
  const { asked, fetched, published, rejected, total } = run;
  const isCounted = hasTotals(run);
  const underWay = records ? Math.min(published, records.notCommitted) : null;
  const handedOver = underWay === null ? null : published - underWay;
  const deadLetters = published === 0 ? 0 : deadLettersOf(records, letters);
  return {
    earlier: isCounted ? total.fetched - fetched : null,
    left: isCounted ? asked - total.fetched : null,
    addsUp: fetched === published + rejected,
    ...{ underWay, handedOver, deadLetters },
    stored: handedOver === null || deadLetters === null ? null : Math.max(0, handedOver - deadLetters),
  };
}

function hasTotals({ state, error }: RunView): boolean {
  if (state === 'running' || state === 'continued' || state === 'killed') return false;
  return error !== endedSilently;
}

function deadLettersOf(
  records: Pick<RunRecordsAnswer, 'queued'> | undefined,
  letters: RunLettersAnswer | undefined,
): number | null {
  if (letters) return letters.complete && letters.unclear === 0 ? letters.records : null;
  return records?.queued === 0 ? 0 : null;
}
