import { join } from 'node:path';
import { runStages, type Step } from '../progress.ts';
import { compare, type UnderWay } from '../reconcile/compare.ts';
import { openReconcile, remedy } from '../reconcile/open-reconcile.ts';
import type { ReconcilePorts } from '../reconcile/ports.ts';
import { type Repair, repair } from '../reconcile/repair.ts';
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
    const { found, repaired } = await run(settings, options, interruption.signal);
    const left = repaired?.left ?? found;
    process.stdout.write(options.json ? asJson(found, repaired, options) : asText(found, repaired, options));
    process.exitCode = 'underWay' in left || left.differing > 0 ? exitCodes.different : exitCodes.equal;
  } catch (error) {
    const { aborted } = interruption.signal;
    process.stderr.write(`\n${aborted ? 'Interrupted.' : describeProblem(error as Error)}\n`);
    process.exitCode = aborted ? exitCodes.interrupted : exitCodes.notCompared;
  } finally {
    off();
  }
}

interface Outcome {
  readonly found: Summary | UnderWay;
  readonly repaired?: Repair;
}

async function run(
  settings: Settings,
  { repair: mends, wait, json }: ReconcileCommandOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const output = json ? process.stderr : process.stdout;
  const show = async (step: Step) => {
    const named = {
      ...step,
      run: (report: (line: string) => void) => step.run(report).catch(inWords(step.title, signal)),
    };
    await runStages([{ title: step.title, steps: [named] }], output);
  };
  const { ports: opened, close } = await openReconcile(settings);
  try {
    const ports: ReconcilePorts = { ...opened, show };
    const where = { directory: join(settings.stateDir, 'reconcile'), patienceMs: wait * 1000 };
    const found = await compare(ports, where, signal);
    if (!mends || 'underWay' in found || found.differing === 0) return { found };
    return { found, repaired: await repair(ports, where, found, signal) };
  } finally {
    await close();
  }
}

function describeProblem(error: Error): string {
  return error instanceof StartError ? error.message : `Nothing was compared: ${error.message}. ${remedy}`;
}

/** @throws StartError naming what was being done, and what to do */
function inWords(title: string, signal: AbortSignal): (error: Error) => never {
  return (error) => {
    if (signal.aborted || error instanceof StartError) throw error;
    throw new StartError(`${title} failed: ${error.message}. ${remedy}`, { cause: error });
  };
}

function asJson(found: Outcome['found'], repaired: Repair | undefined, { verbose }: ReconcileCommandOptions): string {
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
    repaired: countRepaired(found, repaired),
    left: result(repaired.left),
  };
  return `${JSON.stringify({ ...result(found), ...(repair && { repair }) }, null, 2)}\n`;
}

function asText(found: Outcome['found'], repaired: Repair | undefined, { verbose }: ReconcileCommandOptions): string {
  const describe = (one: Summary | UnderWay) =>
    'underWay' in one ? describeUnderWay(one) : describeSummary('users_created', one, verbose ?? false);
  if (repaired === undefined) return describe(found);
  const { replayed, renewed, left } = repaired;
  const alone = 'underWay' in left ? 0 : left.countOf('extra');
  const lines = [
    `${countRepaired(found, repaired).toLocaleString('en')} repaired: ${replayed.toLocaleString('en')} records published again, ${renewed.toLocaleString('en')} as new ones.`,
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

/** Users and records that differed, and do not any more. */
function countRepaired(found: Outcome['found'], { left }: Repair): number {
  if ('underWay' in found || 'underWay' in left) return 0;
  return Math.max(0, found.differing - left.differing);
}
