import { topic } from '../../deployment/kafka-admin.ts';
import { atMostEvery } from '../../progress.ts';
import { compareAndRepair, countRepaired, type Outcome, stepInWords } from '../../reconcile/compare-and-repair.ts';
import { openReconcile } from '../../reconcile/open-reconcile.ts';
import type { ReconcilePorts } from '../../reconcile/ports.ts';
import { meanings } from '../../reconcile/report.ts';
import { type Summary, toResult } from '../../reconcile/summary.ts';
import { differs } from '../../reconcile/tally.ts';
import type { Settings } from '../../settings.ts';
import type { Work } from '../jobs/job.ts';
import type { ComparisonOutcome, ComparisonView, ReconciliationResult } from './answers.ts';

export interface ReconcileJob {
  /** For the file of differences, and for what is compared meanwhile. */
  readonly directory: string;
  readonly repair: boolean;
}

/** While the sink moves on it is waited for; so long without a record it is not. */
const patienceMs = 60_000;
const sayEveryMs = 1000;
const shownCounts = 200;

/** Compares the topic with both stores, as `npm run reconcile` does, and mends what differs where that is wanted. */
export function reconcileWork(settings: Settings, { directory, repair }: ReconcileJob): Work {
  return async (report, signal) => {
    const { ports, close } = await openReconcile(settings);
    try {
      const show = showIn(report, signal);
      const outcome = await compareAndRepair({ ...ports, show }, { directory, patienceMs, repair }, signal);
      return resultOf(outcome);
    } finally {
      await close();
    }
  };
}

function showIn(report: (line: string) => void, signal: AbortSignal): ReconcilePorts['show'] {
  return async (step) => {
    report(`${step.title} …`);
    const say = atMostEvery(sayEveryMs, (line) => report(`${step.title}: ${line}`));
    report(`${step.title}: ${(await stepInWords(step, signal).run(say)) ?? 'done'}`);
  };
}

export function resultOf({ found, repaired }: Outcome): ReconciliationResult {
  return {
    topic,
    found: outcomeView(found),
    ...(repaired && {
      repair: {
        repaired: countRepaired(found, repaired.left),
        replayed: repaired.replayed,
        renewed: repaired.renewed,
        left: outcomeView(repaired.left),
      },
    }),
  };
}

function outcomeView(outcome: Outcome['found']): ComparisonOutcome {
  return 'underWay' in outcome ? outcome : comparisonView(outcome);
}

function comparisonView(summary: Summary): ComparisonView {
  const lines = summary.tally.lines.filter(differs).slice(0, shownCounts);
  const { byPartitionAndDay: counts, differences, first, file, ...result } = toResult(summary, lines);
  const kinds = Object.entries(meanings).flatMap(([name, meaning]) => {
    const kind = name as keyof typeof meanings;
    const found = summary.kinds.get(kind);
    return found ? [{ kind, meaning, count: found.count, first: found.first }] : [];
  });
  return { ...result, counts, kinds };
}
