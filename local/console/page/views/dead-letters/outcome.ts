import { html } from 'htm/preact';
import type { DiscardOutcome, LetterOutcome, ReplayOutcome } from '../../../dead-letters/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { visible } from '../../visible.ts';
import { count, counted } from '../../words.ts';
import { letterAddress } from './addresses.ts';
import { actionTones, doneOf, lettersWithRecords } from './letter-words.ts';

const dryWords: Readonly<Record<LetterOutcome['action'], string>> = {
  replayed: 'would replay',
  discarded: 'would discard',
  refused: 'refused',
  failed: 'would fail',
};

/** What a replay or a discard came to, or would come to. */
export function Outcome({ outcome }: { readonly outcome: ReplayOutcome | DiscardOutcome }) {
  const { dryRun, failed, left, letters, notShown } = outcome;
  const done = 'discarded' in outcome ? 'discarded' : 'replayed';
  const refused = 'refused' in outcome ? outcome.refused : 0;
  return html`
    <ul class="outcome-counts">
      <li><${StateBadge} tone=${doneOf(outcome) > 0 ? actionTones[done] : 'off'}>${lettersWithRecords(outcome)} ${dryRun ? `would be ${done}` : done}</${StateBadge}></li>
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
            html`<${StateBadge} tone=${actionTones[one.action]}>${dryRun ? dryWords[one.action] : one.action}</${StateBadge}>`,
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
