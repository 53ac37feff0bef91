import { nameMissedDays } from '../../deployment/missed-days.ts';
import { counted } from '../page/words.ts';
import type { Sample } from '../samples/sample.ts';
import type { Finding, Place, Severity } from './answers.ts';
import { judgeFlow } from './judge-flow.ts';

const shownError = 120;
const order: readonly Severity[] = ['bad', 'warning', 'note'];

/** What somebody should know of the pipeline, the worst first. @param samples in the order of time */
export function judge(samples: readonly Sample[]): Finding[] {
  const now = samples.at(-1);
  if (!now) return [];
  const rules = [judgeStores, judgeLastRun, judgeMissedDays, judgeDeadLetters, judgeSchedule];
  const findings = [...judgeParts(now, samples.at(-2)), ...judgeFlow(samples), ...rules.flatMap((rule) => rule(now))];
  return order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** By the names of what is asked. */
const placesOfParts: Readonly<Record<string, readonly Place[]>> = {
  Kafka: ['topic'],
  Poller: ['mapping', 'sink'],
  'Failure queue': ['deadLetters'],
  Cassandra: ['cassandra'],
  PostgreSQL: ['postgres', 'fetch'],
  Schedule: ['schedule'],
};

/**
 * What does not answer, twice in a row: one answer may come late on a busy machine. That LocalStack does not is one
 * finding, however much is asked of it.
 */
function judgeParts(now: Sample, before: Sample | undefined): Finding[] {
  const problems = now.problems.filter(({ part }) => !before || before.problems.some((one) => one.part === part));
  const messages = [...new Set(problems.map(({ message }) => message))];
  return messages.map((title) => {
    const same = problems.filter(({ message }) => message === title);
    const about = same.flatMap(({ part }) => placesOfParts[part] ?? []);
    return { severity: 'bad', about, title, remedy: same[0]?.remedy ?? '', link: null };
  });
}

/** Counts say something of each other when both are of all that was ever committed. */
function judgeStores({ published, lag, rows: { cassandra, postgres } }: Sample): Finding[] {
  if (!cassandra || !postgres || published === null || lag !== 0) return [];
  const areWhole = cassandra.committed === published && postgres.committed === published;
  if (!areWhole || cassandra.rows === postgres.rows) return [];
  const rows = `${counted(cassandra.rows, 'user')} in Cassandra, ${counted(postgres.rows, 'user')} in PostgreSQL`;
  return [
    {
      ...{ severity: 'bad', about: ['cassandra', 'postgres'] },
      title: `The stores differ: ${rows}.`,
      remedy: 'Reconcile them with the topic: it says which users differ, and can repair them.',
      link: { to: '/users/reconcile', text: 'Reconcile' },
    },
  ];
}

function judgeLastRun({ runs }: Sample): Finding[] {
  const last = runs?.[0];
  if (!last) return [];
  const link = { to: `/runs/${encodeURIComponent(last.id)}`, text: 'The run' };
  const about: readonly Place[] = ['fetch'];
  if (last.state === 'failed' || last.lapsed) {
    const reason = last.lapsed ? 'it ended without saying so.' : (last.error ?? 'it gave no reason.');
    const title = `The last run, of ${last.date}, failed: ${cut(reason)}`;
    return [{ severity: 'bad', about, title, remedy: 'Run the date again: it goes on where it ended.', link }];
  }
  if (last.state !== 'degraded') return [];
  const title = `${counted(last.rejected, 'user')} of ${last.date} ${last.rejected === 1 ? 'was' : 'were'} rejected.`;
  return [{ severity: 'note', about, title, remedy: 'The run says why.', link }];
}

function cut(text: string): string {
  return text.length > shownError ? `${text.slice(0, shownError)} …` : text;
}

function judgeMissedDays({ missedDays }: Sample): Finding[] {
  if (!missedDays || missedDays.length === 0) return [];
  const title = `${nameMissedDays(missedDays)} no run that succeeded.`;
  return [
    { severity: 'warning', about: ['fetch'], title, remedy: 'Backfill them.', link: { to: '/runs', text: 'Runs' } },
  ];
}

function judgeDeadLetters({ deadLetters }: Sample): Finding[] {
  if (!deadLetters) return [];
  const title = `${counted(deadLetters, 'dead letter')} ${deadLetters === 1 ? 'waits' : 'wait'}.`;
  const remedy = 'Look at the reasons, mend the cause, and replay them.';
  return [
    { severity: 'warning', about: ['deadLetters'], title, remedy, link: { to: '/dead-letters', text: 'Dead letters' } },
  ];
}

function judgeSchedule({ schedule }: Sample): Finding[] {
  if (!schedule || schedule.isEnabled) return [];
  const title = 'The schedule is disabled: no run begins by itself.';
  return [
    {
      severity: 'warning',
      about: ['schedule'],
      title,
      remedy: 'Enable it again.',
      link: { to: '/runs', text: 'Runs' },
    },
  ];
}
