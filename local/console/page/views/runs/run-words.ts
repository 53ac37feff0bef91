import { html } from 'htm/preact';
import type { CalendarDay, RunView, ShownState } from '../../../runs/answers.ts';
import { StateBadge, type Tone } from '../../components/state-badge.ts';
import { duration } from '../../words.ts';

export const stateWords: Readonly<Record<ShownState, readonly [Tone, string]>> = {
  running: ['busy', 'running'],
  continued: ['busy', 'handed over'],
  succeeded: ['good', 'succeeded'],
  degraded: ['warning', 'degraded'],
  failed: ['bad', 'failed'],
  killed: ['bad', 'killed'],
};

export const triggerWords: Readonly<Record<RunView['trigger'], string>> = {
  schedule: "by EventBridge's rule users-daily",
  manual: 'by hand',
  backfill: 'by a backfill',
};

/** In the order in which the legend has them, with the sign that stands for each beside its colour. */
export const dayWords: readonly (readonly [CalendarDay['state'], sign: string, word: string])[] = [
  ['succeeded', '', 'succeeded'],
  ['degraded', '!', 'degraded'],
  ['failed', '✕', 'failed'],
  ['missed', '?', 'missed'],
  ['under way', '…', 'under way'],
  ['none', '', 'nothing due'],
];

export function RunState({ state }: Pick<RunView, 'state'>) {
  const [tone, word] = stateWords[state];
  return html`<${StateBadge} tone=${tone}>${word}</${StateBadge}>`;
}

export function isUnderWay({ state }: Pick<RunView, 'state'>): boolean {
  return state === 'running' || state === 'continued';
}

/** How long it took, or has taken until now. */
export function took(run: RunView, nowMs = Date.now()): string {
  if (run.endedAt === null && !isUnderWay(run)) return '–';
  return duration((run.endedAt === null ? nowMs : Date.parse(run.endedAt)) - Date.parse(run.startedAt));
}

export function runPath(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}

export function tracePath(traceId: string): string {
  return `/runs/trace/${encodeURIComponent(traceId)}`;
}

/** "every day at 10:00 UTC" for a schedule of that kind, else as EventBridge writes it. */
export function scheduleWords(expression: string): string {
  const [, minute = '', hour = ''] = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/.exec(expression) ?? [];
  if (hour === '') return expression;
  return `every day at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} UTC`;
}
