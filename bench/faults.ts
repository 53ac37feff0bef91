import type { BenchStack } from './bench-stack.ts';
import { poisonThroughput } from './faults/poison.ts';
import { benchReconcile } from './faults/reconcile.ts';
import { benchRecovery } from './faults/recovery.ts';
import { benchRedrive } from './faults/redrive.ts';
import { type Measured, type Report, together } from './report.ts';

export const faultParts = ['recovery', 'poison', 'redrive', 'reconcile'] as const;

export interface FaultOptions {
  /** None: all. */
  readonly parts: readonly string[];
  /** Of the topic with and without poison, and of what is reconciled. */
  readonly users: number;
  /** Dead letters that are brought back. */
  readonly letters: number;
  readonly rounds: number;
}

/** What faults cost: the time until all is well after a kill, and the pace of what mends the rest. */
export async function benchFaults(stack: BenchStack, options: FaultOptions): Promise<Report> {
  const { parts, users, letters, rounds } = options;
  const measures = {
    recovery: () => benchRecovery(stack, rounds),
    poison: () => poisonThroughput(stack, users, rounds),
    redrive: () => benchRedrive(stack, letters, rounds),
    reconcile: () => benchReconcile(stack, users),
  };
  const measured: Measured[] = [];
  for (const part of faultParts.filter((one) => parts.length === 0 || parts.includes(one))) {
    stack.report(`${part} ...`);
    measured.push(await measures[part]());
  }
  return { bench: 'faults', ...together(measured) };
}
