import type { SoakReport } from './soak.ts';
import type { MemoryTrend } from './watch-processes.ts';

/** Below it a process still fills its caches, and a slope says nothing. */
const trendMinutes = 10;

/** The report for people. */
export function writeReport({ recovery, memory, reconcile, ...report }: SoakReport): string {
  const faults = Object.entries(recovery).map(
    ([fault, { times, medianMs, maximumMs }]) =>
      `  ${fault.padEnd(40)} ${String(times).padStart(4)} times, back after ${medianMs} ms (median), ${maximumMs} ms (most)`,
  );
  const trends = Object.entries(memory).map(([name, trend]) => `  ${name.padEnd(8)} ${trendText(trend)}`);
  return [
    `seed                  ${report.seed}`,
    `minutes               ${report.minutes}`,
    `records in            ${report.records}, ${report.poison} of them poison`,
    `rows out              ${JSON.stringify(report.rows)}`,
    `duplicates absorbed   ${report.duplicatesAbsorbed} (at least)`,
    `dead letters          ${report.letters} (seen before an emulator that was killed forgot its queue: counted all the same)`,
    `looks at the stores   ${report.looks}`,
    'faults',
    ...faults,
    'memory, of the process that lived longest',
    ...trends,
    `reconcile             exit code ${reconcile.exitCode}${reconcile.repairs ? ', with --repair: LocalStack was killed, and its queue of dead letters with it' : ''}`,
    ...(reconcile.exitCode === 0 ? [] : [reconcile.text.trimEnd()]),
    `violations            ${report.violations.length}`,
    ...report.violations.map((violation) => `  ${violation}`),
    '',
  ].join('\n');
}

function trendText(trend: MemoryTrend | undefined): string {
  if (trend === undefined) return 'was never seen';
  const { minutes, largestMib, mibPerHour } = trend;
  const most = `at most ${largestMib.toFixed(0)} MiB in ${minutes.toFixed(1)} min`;
  return minutes < trendMinutes ? `${most}; too short for a trend` : `${most}, ${mibPerHour.toFixed(1)} MiB/h`;
}
