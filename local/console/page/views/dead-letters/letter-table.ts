import { html } from 'htm/preact';
import type { LetterLine, LetterList } from '../../../dead-letters/answers.ts';
import { goWith } from '../../address.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Panel } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { visible } from '../../visible.ts';
import { bytes, count, counted } from '../../words.ts';
import { letterAddress } from './addresses.ts';
import type { Wish } from './letter-words.ts';
import { Origin } from './origin.ts';

/** A page of letters, the oldest first. */
export function LetterTable(props: { readonly list: LetterList; readonly onWish: (wish: Wish) => void }) {
  const { list, onWish } = props;
  const { letters, from, total, pageSize } = list;
  const to = from + letters.length;
  const pages = html`
    <button type="button" class="button" disabled=${from === 0} onClick=${() => goWith({ from: from > pageSize ? String(from - pageSize) : undefined })}>Older</button>
    <button type="button" class="button" disabled=${to >= total} onClick=${() => goWith({ from: String(to) })}>Newer</button>
  `;
  return html`<${Panel}
    title="Letters"
    note=${total > pageSize ? `${count(from + 1)} to ${count(to)} of ${count(total)}, the oldest first` : `${counted(total, 'letter')}, the oldest first`}
    actions=${total > pageSize && pages}
  >
    <${DataTable} label="Dead letters" columns=${columns(onWish)} rows=${letters} keyOf=${({ id, failedAt }: LetterLine) => `${id} ${failedAt}`} />
  </${Panel}>`;
}

function columns(onWish: (wish: Wish) => void): Column<LetterLine>[] {
  return [
    {
      title: 'Letter',
      cell: ({ id, message }) =>
        html`<a href=${letterAddress(id)}>${id}</a><p class="letter-message foreign">${visible(message)}</p>`,
    },
    { title: 'Reason', cell: ({ reason }) => html`<code class="foreign">${visible(reason)}</code>` },
    { title: 'Origin', cell: ({ ranges }) => html`<${Origin} ranges=${ranges} most=${3} />` },
    { title: 'Size', cell: size, numeric: true },
    { title: 'Replays', cell: replays, numeric: true },
    { title: 'Failed', cell: ({ failedAt }) => html`<${Time} at=${failedAt} ago=${true} />` },
    {
      title: '',
      cell: ({ id }) =>
        html`<button type="button" class="button-link" aria-label="Replay ${id}" onClick=${() => onWish({ action: 'replay', choice: { id } })}>Replay …</button>`,
      numeric: true,
    },
  ];
}

export function size({ records, bytes: length }: Pick<LetterLine, 'records' | 'bytes'>): string {
  return records > 1 ? `${counted(records, 'record')}, ${bytes(length)}` : bytes(length);
}

function replays({ replays: times }: LetterLine) {
  return times === null
    ? html`<span class="faint" title="Its record's headers say it: open the letter">–</span>`
    : count(times);
}
