import { html } from 'htm/preact';
import type { ReplayRow, ReplaysAnswer } from '../../../dead-letters/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { visible } from '../../visible.ts';
import { count } from '../../words.ts';
import { letterAddress, recordAddress } from './addresses.ts';
import { actionTones } from './letter-words.ts';

/** What became of letters that were to be replayed or discarded, by whomever. */
export function Replays({ query }: { readonly query: URLSearchParams }) {
  const before = query.get('before');
  const asked = useAnswer<ReplaysAnswer>(
    `/api/dead-letters/replays${before ? `?${new URLSearchParams({ before })}` : ''}`,
  );
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/dead-letters">Dead letters</a> Replays`} actions=${html`
      <button type="button" class="button" onClick=${asked.reload}>Refresh</button>
    `}>
      What became of each dead letter that was to be replayed or discarded, here or by npm run redrive, the newest first.
    </${ViewHead}>
    <${Answered} asked=${asked} show=${({ rows, older }: ReplaysAnswer) => html`
      ${rows.length === 0 ? html`<${Empty} title="No letter has been replayed or discarded">Replay one, and what became of it stands here for good.</${Empty}>` : html`<${Panel} title=${before ? 'Older replays' : 'The last replays'}><${ReplayTable} rows=${rows} withLetter=${true} /></${Panel}>`}
      <div class="row">
        ${before && html`<a class="button" href="/dead-letters/replays">Newest</a>`}
        ${older && html`<a class="button" href="/dead-letters/replays?${new URLSearchParams({ before: older })}">Older</a>`}
      </div>
    `} />
  `;
}

/** @param withLetter where the rows are about different ones */
export function ReplayTable({
  rows,
  withLetter,
}: {
  readonly rows: readonly ReplayRow[];
  readonly withLetter: boolean;
}) {
  const about = [
    { title: 'Letter', cell: ({ letterId }: ReplayRow) => html`<a href=${letterAddress(letterId)}>${letterId}</a>` },
    { title: 'Reason', cell: ({ reason }: ReplayRow) => html`<code class="foreign">${visible(reason)}</code>` },
    { title: 'Origin', cell: origin },
  ];
  return html`<${DataTable} label="Replays" rows=${rows} keyOf=${({ id }: ReplayRow) => id} columns=${[
    { title: 'When', cell: ({ at }: ReplayRow) => html`<${Time} at=${at} />` },
    ...(withLetter ? about : []),
    {
      title: 'Outcome',
      cell: ({ action, error }: ReplayRow) =>
        html`<${StateBadge} tone=${actionTones[action]}>${action}</${StateBadge}>${error && html`<p class="letter-message foreign">${visible(error)}</p>`}`,
    },
    { title: 'Records', cell: ({ records }: ReplayRow) => count(records), numeric: true },
    { title: 'Replays', cell: ({ replays }: ReplayRow) => count(replays), numeric: true },
    { title: 'By', cell: ({ requestedBy }: ReplayRow) => html`<span class="foreign">${visible(requestedBy)}</span>` },
  ]} />`;
}

function origin({ topic, partition, offset }: ReplayRow) {
  if (topic === null || partition === null || offset === null) return html`<span class="faint">no record</span>`;
  return html`<a href=${recordAddress(topic, partition, offset)} title=${topic}>partition ${partition}, offset ${offset}</a>`;
}
