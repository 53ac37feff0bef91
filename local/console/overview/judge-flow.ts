import { count, counted } from '../page/words.ts';
import type { Sample } from '../samples/sample.ts';
import type { Finding } from './answers.ts';

const stalledMs = 30_000;
const minuteMs = 60_000;
const link = { to: '/mappings', text: 'Mappings' };

/** What is wrong on the way from the topic to the stores. @param samples in the order of time */
export function judgeFlow(samples: readonly Sample[]): Finding[] {
  const now = samples.at(-1);
  if (!now) return [];
  const flow = now.mapping?.state === 'Disabled' ? [paused(now)] : [stalled(samples, now) ?? growing(samples, now)];
  const all = [...flow, problem(now), dropped(samples), failing(samples, now)];
  return all.filter((finding) => finding !== undefined);
}

function paused({ lag }: Sample): Finding {
  const waiting = lag ? `: ${records(lag)}` : '';
  const remedy = 'Resume it: it goes on where it ended.';
  return { severity: 'warning', about: ['mapping'], title: `The sink's mapping is paused${waiting}.`, remedy, link };
}

function stalled(samples: readonly Sample[], now: Sample): Finding | undefined {
  const before = atLeastBefore(samples, now, stalledMs);
  if (!before || !now.lag || committed(before) !== committed(now)) return undefined;
  const since = samples.slice(samples.indexOf(before));
  if (!since.every(({ lag }) => lag !== 0)) return undefined;
  const title = `${records(now.lag)}, and none has moved for ${stalledMs / 1000} seconds.`;
  return {
    severity: 'bad',
    about: ['topic', 'mapping'],
    title,
    remedy: 'The mapping says why; npm run logs -- event-source-mapping has more.',
    link,
  };
}

/** More come than are stored, and what waits takes longer than a minute. */
function growing(samples: readonly Sample[], now: Sample): Finding | undefined {
  const before = atLeastBefore(samples, now, minuteMs);
  if (!before?.lag || !now.lag || now.lag <= before.lag) return undefined;
  const stored = (committed(now) ?? 0) - (committed(before) ?? 0);
  if (now.lag <= stored) return undefined;
  const title = `${records(now.lag)}, ${count(now.lag - before.lag)} more than a minute ago.`;
  return { severity: 'warning', about: ['topic'], title, remedy: 'A larger batch size stores more at once.', link };
}

function problem({ mapping }: Sample): Finding | undefined {
  if (!mapping?.lastResult.startsWith('PROBLEM')) return undefined;
  // Of its last batch, as Lambda's API words it.
  const words = mapping.lastResult.replace(/^PROBLEM:\s*/, '').replace(/\.$/, '');
  const remedy = `${words}. npm run logs -- event-source-mapping has more.`;
  return { severity: 'bad', about: ['mapping'], title: "The sink's mapping has a problem.", remedy, link };
}

function failing(samples: readonly Sample[], now: Sample): Finding | undefined {
  const failed = gained(samples.filter(isWithin(now, minuteMs)), 'failedInvocations');
  if (failed === 0) return undefined;
  const title = `${counted(failed, 'invocation')} of users-sink failed in the last minute.`;
  return {
    severity: 'warning',
    about: ['sink'],
    title,
    remedy: 'Its records are tried again; the mapping says what happened.',
    link,
  };
}

/** As far back as samples go. */
function dropped(samples: readonly Sample[]): Finding | undefined {
  const lost = gained(samples, 'dropped');
  if (lost === 0) return undefined;
  const title = `${counted(lost, 'record')} ${lost === 1 ? 'was' : 'were'} given up, and no destination took ${lost === 1 ? 'it' : 'them'}.`;
  return {
    severity: 'bad',
    about: ['sink'],
    title,
    remedy: 'They are still in the topic: reconcile, and repair the stores.',
    link,
  };
}

/** How far the sink's group is; null where that is not known. */
function committed({ published, lag }: Sample): number | null {
  return published === null || lag === null ? null : published - lag;
}

/** The newest sample that is so much older than the last one. */
function atLeastBefore(samples: readonly Sample[], now: Sample, ms: number): Sample | undefined {
  return samples.findLast((sample) => Date.parse(now.at) - Date.parse(sample.at) >= ms);
}

function isWithin(now: Sample, ms: number) {
  return (sample: Sample) => Date.parse(now.at) - Date.parse(sample.at) <= ms;
}

/** By how much a count of the mapping has grown; it begins at 0 again when the poller starts. */
function gained(samples: readonly Sample[], name: string): number {
  const counts = samples.flatMap(({ sink }) => sink?.[name] ?? []);
  return counts.reduce((sum, value, index) => {
    const before = counts[index - 1];
    return before === undefined ? sum : sum + (value >= before ? value - before : value);
  }, 0);
}

/** "1 record waits", "1,200 records wait" */
function records(lag: number): string {
  return `${counted(lag, 'record')} ${lag === 1 ? 'waits' : 'wait'}`;
}
