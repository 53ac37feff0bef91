import { join } from 'node:path';
import { runStages } from '../progress.ts';
import type { UnderWay } from '../reconcile/compare.ts';
import { compareAndRepair, countRepaired, type Outcome, stepInWords } from '../reconcile/compare-and-repair.ts';
import { openReconcile, remedy } from '../reconcile/open-reconcile.ts';
import type { ReconcilePorts } from '../reconcile/ports.ts';
import { describeSummary } from '../reconcile/report.ts';
import { type Summary, toResult } from '../reconcile/summary.ts';
import { differs } from '../reconcile/tally.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { interruptedExitCode, onInterruption } from './interruption.ts';

export interface ReconcileCommandOptions {
  readonly repair?: boolean;
  readonly verbose?: boolean;
  /** Seconds. */
  readonly wait: number;
  readonly json?: boolean;
}

const exitCodes = { equal: 0, different: 1, notCompared: 2, interrupted: interruptedExitCode } as const;

/** Compares topic and stores, and sets the exit code: 0 no difference, 1 some or not yet, 2 it could not be done. */
export async function reconcile(settings: Settings, options: ReconcileCommandOptions): Promise<void> {
  const interruption = new AbortController();
  const off = onInterruption(() => interruption.abort(new StartError('Interrupted.')));
  try {
    const outcome = await run(settings, options, interruption.signal);
    const left = outcome.repaired?.left ?? outcome.found;
    process.stdout.write(options.json ? asJson(outcome, options) : asText(outcome, options));
    process.exitCode = 'underWay' in left || left.differing > 0 ? exitCodes.different : exitCodes.equal;
  } catch (error) {
    const { aborted } = interruption.signal;
    process.stderr.write(`\n${aborted ? 'Interrupted.' : describeProblem(error as Error)}\n`);
    process.exitCode = aborted ? exitCodes.interrupted : exitCodes.notCompared;
  } finally {
    off();
  }
}

async function run(
  settings: Settings,
  { repair, wait, json }: ReconcileCommandOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const output = json ? process.stderr : process.stdout;
  const show: ReconcilePorts['show'] = async (step) => {
    await runStages([{ title: step.title, steps: [stepInWords(step, signal)] }], output);
  };
  const { ports, close } = await openReconcile(settings);
  try {
    const where = { directory: join(settings.stateDir, 'reconcile'), patienceMs: wait * 1000 };
    return await compareAndRepair({ ...ports, show }, { ...where, repair: repair ?? false }, signal);
  } finally {
    await close();
  }
}

function describeProblem(error: Error): string {
  return error instanceof StartError ? error.message : `Nothing was compared: ${error.message}. ${remedy}`;
}

function asJson({ found, repaired }: Outcome, { verbose }: ReconcileCommandOptions): string {
  const result = (one: Summary | UnderWay) =>
    'underWay' in one
      ? one
      : toResult(
          one,
          one.tally.lines.filter((line) => verbose || differs(line)),
        );
  const repair = repaired && {
    replayed: repaired.replayed,
    renewed: repaired.renewed,
    repaired: countRepaired(found, repaired.left),
    left: result(repaired.left),
  };
  return `${JSON.stringify({ ...result(found), ...(repair && { repair }) }, null, 2)}\n`;
}

function asText({ found, repaired }: Outcome, { verbose }: ReconcileCommandOptions): string {
  const describe = (one: Summary | UnderWay) =>
    'underWay' in one ? describeUnderWay(one) : describeSummary('users_created', one, verbose ?? false);
  if (repaired === undefined) return describe(found);
  const { replayed, renewed, left } = repaired;
  const alone = 'underWay' in left ? 0 : left.countOf('extra');
  const lines = [
    `${countRepaired(found, left).toLocaleString('en')} repaired: ${replayed.toLocaleString('en')} records published again, ${renewed.toLocaleString('en')} as new ones.`,
    alone > 0 &&
      `${alone.toLocaleString('en')} rows that the topic does not know are left alone: deleting is not this command's.`,
  ];
  return `${describe(found)}\n${lines.filter(Boolean).join('\n')}\n\nAfter the repair:\n${describe(left)}`;
}

function describeUnderWay({ underWay }: UnderWay): string {
  return `
${underWay.toLocaleString('en')} records are in the topic and not in the stores yet: nothing was compared.
See npm run status, and npm run logs -- event-source-mapping; --wait 600 waits longer.
`;
}
