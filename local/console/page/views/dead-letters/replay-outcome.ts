import { html } from 'htm/preact';
import type { LetterOutcome, ReplayOutcome } from '../../../dead-letters/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { StateBadge, type Tone } from '../../components/state-badge.ts';
import { visible } from '../../visible.ts';
import { count, counted } from '../../words.ts';
import { letterAddress } from './addresses.ts';
import { lettersWithRecords } from './replay-words.ts';

const tones: Readonly<Record<LetterOutcome['action'], Tone>> = { replayed: 'good', refused: 'warning', failed: 'bad' };

/** What a replay came to, or would come to. */
export function Outcome({ outcome }: { readonly outcome: ReplayOutcome }) {
  const { dryRun, refused, failed, left, letters, notShown } = outcome;
  const would = dryRun ? 'would be replayed' : 'replayed';
  const word = (action: LetterOutcome['action']) =>
    dryRun ? { replayed: 'would replay', refused: 'refused', failed: 'would fail' }[action] : action;
  return html`
    <ul class="outcome-counts">
      <li><${StateBadge} tone=${outcome.replayed > 0 ? 'good' : 'off'}>${lettersWithRecords(outcome)} ${would}</${StateBadge}></li>
      ${refused > 0 && html`<li><${StateBadge} tone="warning">${count(refused)} refused</${StateBadge}></li>`}
      ${failed > 0 && html`<li><${StateBadge} tone="bad">${count(failed)} ${dryRun ? 'would fail' : 'failed'}</${StateBadge}></li>`}
      ${left > 0 && html`<li><${StateBadge} tone="off">about ${count(left)} not looked at</${StateBadge}></li>`}
    </ul>
    ${
      letters.length > 0 &&
      html`<div class="outcomes"><${DataTable} label="Outcome by letter" rows=${letters} keyOf=${({ id }: LetterOutcome) => id} columns=${[
        { title: 'Letter', cell: ({ id }: LetterOutcome) => html`<a href=${letterAddress(id)}>${id}</a>` },
        {
          title: 'Outcome',
          cell: (one: LetterOutcome) =>
            html`<${StateBadge} tone=${tones[one.action]}>${word(one.action)}</${StateBadge}>`,
        },
        {
          title: 'Note',
          cell: ({ error, from }: LetterOutcome) =>
            html`<span class="foreign">${error ? visible(error) : from ? `from the ${from}` : ''}</span>`,
        },
      ]} /></div>`
    }
    ${notShown > 0 && html`<p class="faint">and ${counted(notShown, 'letter')} more</p>`}
  `;
}
