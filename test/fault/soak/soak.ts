import { join } from 'node:path';
import { benchStack } from '../../../bench/bench-stack.ts';
import { median } from '../../../bench/report.ts';
import { allFaults } from '../faults/catalog.ts';
import { SinkNetwork } from '../proxy/sink-network.ts';
import { type Outage, runWorkload, type WorkloadOutcome } from '../workload/run-workload.ts';
import { type MemoryTrend, ProcessWatch } from './watch-processes.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** The most seconds from the end of one fault to the next. */
  readonly everySeconds: number;
  readonly seed: number;
  /** Ends it early; it is concluded and reported all the same. */
  readonly signal: AbortSignal;
  report(line: string): void;
}

export interface Recovery {
  readonly times: number;
  readonly medianMs: number;
  readonly maximumMs: number;
}

export interface SoakReport extends Omit<WorkloadOutcome, 'outages'> {
  readonly minutes: number;
  /** By the fault: from the beginning of its healing until all that was in the topic by then was stored. */
  readonly recovery: Readonly<Record<string, Recovery>>;
  /** Records in invocations beyond one for each; a lower bound, since a killed poller takes its last count with it. */
  readonly duplicatesAbsorbed: number;
  readonly memory: Readonly<Record<'poller' | 'sink', MemoryTrend | undefined>>;
  /**
   * Of `npm run reconcile`: 0 no difference, 1 some, 2 not compared. With --repair where LocalStack was killed, since its
   * queue went with it: the letters of before are made again.
   */
  readonly reconcile: { readonly exitCode: number; readonly text: string; readonly repairs: boolean };
}

/** Apart from the stack that a developer may be running, and from that of the benchmarks. */
const environment = { PIPELINE_STATE_DIR: join('.local', 'soak'), PORT_OFFSET: '10000' };
const users = 300;
const progressMs = 10_000;

/** The workload on a stack of its own, for as long as asked; the stack is stopped afterwards, its data stay. */
export async function soak({ minutes, everySeconds, seed, signal, report }: SoakOptions): Promise<SoakReport> {
  const stack = benchStack(report, environment);
  const { settings } = stack;
  try {
    await stack.run('reset');
    await stack.start(100);
    const network = await SinkNetwork.open(settings);
    const watch = new ProcessWatch(settings);
    const begun = performance.now();
    const passed = () => Math.round((performance.now() - begun) / 1000);
    const progress = setInterval(() => report(`${passed()} s, ${watch.delivered} records handed over`), progressMs);
    try {
      const outcome = await runWorkload({
        ...{ settings, seed, users, report },
        everyMs: everySeconds * 1000,
        signal: AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]),
        faults: allFaults(settings, network),
      });
      watch.stop();
      const repairs = outcome.outages.some(({ forgetsLetters }) => forgetsLetters);
      const reconciled = await stack.judge('reconcile', ...(repairs ? ['--repair'] : []));
      return summary(outcome, watch, { ...reconciled, repairs }, passed() / 60);
    } finally {
      clearInterval(progress);
      watch.stop();
      await network.close();
    }
  } finally {
    await stack.stop();
  }
}

/** Whether all was as promised. */
export function isGood({ violations, reconcile }: SoakReport): boolean {
  return violations.length === 0 && reconcile.exitCode === 0;
}

function summary(
  { outages, ...outcome }: WorkloadOutcome,
  watch: ProcessWatch,
  reconcile: SoakReport['reconcile'],
  minutes: number,
): SoakReport {
  return {
    ...outcome,
    minutes: Math.round(minutes * 10) / 10,
    recovery: recoveryOf(outages),
    duplicatesAbsorbed: Math.max(0, watch.delivered - outcome.records),
    memory: { poller: watch.trend('poller'), sink: watch.trend('sink') },
    reconcile,
  };
}

export function recoveryOf(outages: readonly Outage[]): Record<string, Recovery> {
  const byFault = [...Map.groupBy(outages, ({ fault }) => fault)];
  return Object.fromEntries(
    byFault.map(([fault, own]) => {
      const times = own.map(({ recoveryMs }) => recoveryMs);
      return [
        fault,
        { times: own.length, medianMs: Math.round(median(times)), maximumMs: Math.round(Math.max(...times)) },
      ];
    }),
  );
}
