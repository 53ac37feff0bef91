import type { Step } from '../progress.ts';
import { StartError } from '../start-error.ts';
import { compare, type UnderWay } from './compare.ts';
import { remedy } from './open-reconcile.ts';
import type { ReconcileOptions, ReconcilePorts } from './ports.ts';
import { type Repair, repair } from './repair.ts';
import type { Summary } from './summary.ts';

/** What a comparison came to, and the repair of what differed. */
export interface Outcome {
  readonly found: Summary | UnderWay;
  readonly repaired?: Repair;
}

/** Compares, and repairs what differs where that is wanted. */
export async function compareAndRepair(
  ports: ReconcilePorts,
  { repair: mends, ...where }: ReconcileOptions & { readonly repair: boolean },
  signal: AbortSignal,
): Promise<Outcome> {
  const found = await compare(ports, where, signal);
  if (!mends || 'underWay' in found || found.differing === 0) return { found };
  return { found, repaired: await repair(ports, where, found, signal) };
}

/** Users and records that differed, and do not any more. */
export function countRepaired(found: Outcome['found'], left: Outcome['found']): number {
  if ('underWay' in found || 'underWay' in left) return 0;
  return Math.max(0, found.differing - left.differing);
}

/** The step, whose problem is a StartError naming what was being done, and what to do. */
export function stepInWords(step: Step, signal: AbortSignal): Step {
  return {
    ...step,
    run: (report) =>
      step.run(report).catch((error: Error) => {
        if (signal.aborted || error instanceof StartError) throw error;
        throw new StartError(`${step.title} failed: ${error.message}. ${remedy}`, { cause: error });
      }),
  };
}
