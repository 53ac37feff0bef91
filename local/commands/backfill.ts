import { backfillDay, doDays } from '../deployment/do-days.ts';
import { checkRange, type DaysReport, findMissedDays, wantedDays } from '../deployment/missed-days.ts';
import { StartError } from '../start-error.ts';
import type { Platform } from './platform.ts';

export interface BackfillOptions {
  readonly from?: string;
  readonly to?: string;
  /** Does the days; without it they are only named. */
  readonly run?: boolean;
  readonly users?: number;
  /** Does the days that are done as well. */
  readonly rerun?: boolean;
  readonly json?: boolean;
}

/** Without these nothing can be asked or done. */
const needed = ['localstack', 'emulator', 'control-plane'];

/** Names the days that were missed, and does them where that is asked for. */
export async function backfill(platform: Platform, options: BackfillOptions): Promise<void> {
  const { from, to, run = false, rerun = false, json = false } = options;
  checkRange({ from, to }, new Date());
  if (rerun && from === undefined) throw new StartError('--rerun does days again that are done: say which by --from.');
  await requireRunning(platform);
  const report = await findMissedDays(platform.settings, { from, to });
  const { days, ...found } = report;
  const wanted = wantedDays(report, rerun);
  const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`);
  if (!run) {
    if (json) print({ ...found, runs: [], failed: [] });
    else for (const line of describe(report, wanted, options)) say(line);
    return;
  }
  const { settings } = platform;
  const done = await doDays(wanted, (date) => backfillDay(settings, date, options, say), say);
  if (json) print({ ...found, ...done });
  else if (wanted.length === 0) for (const line of describe(report, wanted, options)) say(line);
  if (done.failed.length === 0) return;
  const names = done.failed.map(({ date }) => date).join(', ');
  throw new StartError(
    `${done.failed.length} of ${wanted.length} days failed: ${names}. The same command tries them again.`,
  );
}

function describe(
  { from, to, missed, degraded }: DaysReport,
  wanted: readonly string[],
  { rerun, run }: BackfillOptions,
): string[] {
  if (from === null) return ['No run was begun yet, so no day was missed. npm start begins the first one.'];
  if (from > to) return [`No day was missed: the first run was begun on ${from}.`];
  const range = `from ${from} to ${to}`;
  const found =
    missed.length > 0
      ? `${countDays(missed)} ${range} ${missed.length === 1 ? 'has' : 'have'} no run that succeeded:`
      : '';
  const heading = rerun ? `${countDays(wanted)} ${range} would be done again:` : found;
  const offer = wanted.length > 0 && !run ? ['Do them: the same command with --run (npm run backfill -- --run).'] : [];
  const lines = [heading || `No day ${range} was missed.`, ...wanted.map((date) => `  ${date}`), ...offer];
  if (degraded.length === 0 || rerun) return lines;
  const remedy = 'pipeline_runs says why. After a mend: --from … --to … --rerun --run.';
  return [...lines, `Users of ${degraded.join(', ')} were rejected: ${remedy}`];
}

function countDays({ length }: readonly string[]): string {
  return length === 1 ? '1 day' : `${length} days`;
}

async function requireRunning(platform: Platform): Promise<void> {
  const stopped = (await platform.status()).filter(({ name, state }) => needed.includes(name) && state !== 'running');
  if (stopped.length === 0) return;
  throw new StartError(`${stopped.map(({ name, state }) => `${name} is ${state}`).join(', ')}: npm start first.`);
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
