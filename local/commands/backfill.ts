import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import { fetchUsers } from '../deployment/fetch-users.ts';
import { checkRange, type DaysReport, findMissedDays } from '../deployment/missed-days.ts';
import { atMostEvery } from '../progress.ts';
import type { Settings } from '../settings.ts';
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

/** What came of the days that were done. */
interface Done {
  readonly runs: readonly RunResult[];
  readonly failed: readonly { readonly date: string; readonly reason: string }[];
}

type Report = (line: string) => void;

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
  const wanted = rerun ? days : found.missed;
  const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`);
  if (!run) {
    if (json) print({ ...found, runs: [], failed: [] });
    else for (const line of describe(report, wanted, options)) say(line);
    return;
  }
  const done = await doDays(platform.settings, wanted, options, say);
  if (json) print({ ...found, ...done });
  else if (wanted.length === 0) for (const line of describe(report, wanted, options)) say(line);
  if (done.failed.length === 0) return;
  const names = done.failed.map(({ date }) => date).join(', ');
  throw new StartError(
    `${done.failed.length} of ${wanted.length} days failed: ${names}. The same command tries them again.`,
  );
}

/** One after the other: a day that fails does not keep the next ones waiting. */
async function doDays(
  settings: Settings,
  dates: readonly string[],
  { users, rerun }: BackfillOptions,
  say: Report,
): Promise<Done> {
  const runs: RunResult[] = [];
  const failed: { date: string; reason: string }[] = [];
  for (const [index, date] of dates.entries()) {
    const place = `${date} (${index + 1} of ${dates.length})`;
    const event = { date, users, trigger: 'backfill', ...(rerun && { rerun }) } as const;
    say(`${place} ...`);
    try {
      // A day has as long as a run and all its continuations may take: the wait for it ends by itself.
      const result = await fetchUsers(settings, event, new AbortController().signal, atMostEvery(5000, say));
      runs.push(result);
      say(`${place}: ${describeRun(result)}`);
    } catch (error) {
      const reason = (error as Error).message;
      failed.push({ date, reason });
      say(`${place}: failed: ${reason}`);
    }
  }
  return { runs, failed };
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

function describeRun({ runId, repeated, published, rejected, total, seconds, state }: RunResult): string {
  if (repeated) return `done already by run ${runId}`;
  const records = `${published.toLocaleString('en')} records published`;
  const others = total.published > published ? ` (${total.published.toLocaleString('en')} with earlier attempts)` : '';
  const left = rejected > 0 ? `, ${rejected.toLocaleString('en')} users rejected` : '';
  return `${state}, ${records}${others}${left} (${seconds.toFixed(1)} s)`;
}

async function requireRunning(platform: Platform): Promise<void> {
  const stopped = (await platform.status()).filter(({ name, state }) => needed.includes(name) && state !== 'running');
  if (stopped.length === 0) return;
  throw new StartError(`${stopped.map(({ name, state }) => `${name} is ${state}`).join(', ')}: npm start first.`);
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
