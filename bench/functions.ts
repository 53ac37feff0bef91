import type { BenchStack } from './bench-stack.ts';
import { bundleParts } from './functions/bundle-parts.ts';
import { coldImports } from './functions/cold-imports.ts';
import { invocationTimes } from './functions/invocations.ts';
import { type Report, round } from './report.ts';

/** The two that a day's users go through, with the event of a call that has nothing to do. */
const functions = [
  { name: 'users-fetch', folder: 'lambdas/fetch-users', event: { date: '2026-01-01', users: 1000 } },
  { name: 'users-sink', folder: 'lambdas/sink-users', event: { records: {} } },
];
const namedPackages = 8;

/**
 * What a function costs before it does anything: its bundle and what that is made of, how long Node takes to import it,
 * its first invocation and the ones after it, beside a function that does nothing.
 */
export async function benchFunctions(stack: BenchStack, rounds: number): Promise<Report> {
  await stack.startAnew(1000);
  const figures: Record<string, number> = {};
  for (const { name, folder } of functions) {
    const parts = await bundleParts(folder);
    figures[`${name}, bundle in KB`] = kilobytes(parts.reduce((sum, { bytes }) => sum + bytes, 0));
    for (const part of parts.slice(0, namedPackages)) figures[`${name}, of it ${part.name}`] = kilobytes(part.bytes);
  }
  const series = [
    ...(await coldImports(stack, functions, rounds)),
    ...(await invocationTimes(stack, functions, rounds)),
  ];
  return { bench: 'functions', series, ratios: [], figures };
}

function kilobytes(bytes: number): number {
  return round(bytes / 1000);
}
