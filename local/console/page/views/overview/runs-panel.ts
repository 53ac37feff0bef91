import { html } from 'htm/preact';
import type { RunOutline, Sample } from '../../../samples/sample.ts';
import { Countdown } from '../../components/countdown.ts';
import { Empty } from '../../components/notices.ts';
import { Facts, Panel } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { count, duration } from '../../words.ts';
import { addressOf, stateOfRun, toneOfRun } from './run-words.ts';

/** When the next run begins, and whether any day has none. */
export function NextRun({ sample, nextRun }: { readonly sample: Sample; readonly nextRun: string | null }) {
  const { schedule, missedDays } = sample;
  const note =
    schedule &&
    html`<${StateBadge} tone=${schedule.isEnabled ? 'good' : 'warning'}>${schedule.isEnabled ? 'enabled' : 'disabled'}</${StateBadge}>`;
  return html`<${Panel} title="Next run" note=${note}>
    <p class="big">${nextRun ? html`<${Countdown} to=${nextRun} />` : 'none'}</p>
    <${Facts} facts=${[
      ['At', nextRun && html`<${Time} at=${nextRun} />`],
      ['Rule users-daily, in UTC', schedule && html`<code>${schedule.expression}</code>`],
      ['Missed days', missedDays && (missedDays.length === 0 ? 'none' : count(missedDays.length))],
    ]} />
  </${Panel}>`;
}

/** What became of the last run. */
export function LastRun({ runs }: { readonly runs: readonly RunOutline[] | null }) {
  const last = runs?.[0];
  if (!last) {
    return html`<${Panel} title="Last run"><${Empty} title=${runs ? 'No run was begun yet.' : 'Runs are not known.'}>npm start fetches users; Runs starts a run of a day.</${Empty}></${Panel}>`;
  }
  return html`<${Panel} title="Last run" note=${html`<${StateBadge} tone=${toneOfRun(last)}>${stateOfRun(last)}</${StateBadge}>`}>
    <p class="big"><a href=${addressOf(last)}>${last.date}</a></p>
    <${Facts} facts=${[
      ['Published', `${count(last.published)} of ${count(last.asked)}`],
      ['Began', html`<${Time} at=${last.startedAt} ago />`],
      ['Took', last.endedAt ? duration(Date.parse(last.endedAt) - Date.parse(last.startedAt)) : 'not ended yet'],
      ['Started by', last.trigger],
    ]} />
  </${Panel}>`;
}
