import { html } from 'htm/preact';
import type { RecordView, TopicView } from '../../../users/answers.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { StateBadge, type Tone } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { visible } from '../../visible.ts';
import { bytes, count, counted } from '../../words.ts';
import { fieldName } from './field-names.ts';
import { recordAddress } from './record-address.ts';

const tones: Readonly<Record<RecordView['says'], Tone>> = { user: 'good', deletion: 'off', 'no user': 'bad' };

/** The records of the user that were found, the last one first. */
export function RecordList({ topic }: { readonly topic: TopicView }) {
  if (topic.records.length === 0) return html`<p class="faint">No record of this user was found.</p>`;
  const columns: readonly Column<RecordView>[] = [
    {
      title: 'Offset',
      cell: (record) => html`<a href=${recordAddress(topic.look.topic, record)}>${count(record.offset)}</a>`,
    },
    { title: 'Appended', cell: ({ at }) => html`<${Time} at=${at} />` },
    {
      title: 'Says',
      cell: (record) => html`<${Says} record=${record} isNewest=${record.offset === topic.newest?.offset} />`,
    },
    { title: 'Changed', cell: ({ changed }) => changedWords(changed) },
    { title: 'Run', cell: ({ headers }) => html`<${HeaderLink} headers=${headers} name="run-id" below="/runs" />` },
    {
      title: 'Trace',
      cell: ({ headers }) => html`<${HeaderLink} headers=${headers} name="trace-id" below="/runs/trace" />`,
    },
    { title: 'Schema', cell: ({ schemaId }) => schemaId ?? '–' },
    { title: 'Size', numeric: true, cell: (record) => bytes(record.bytes) },
    { title: 'Headers', cell: ({ headers }) => html`<${Headers} headers=${headers} />` },
  ];
  return html`
    <${DataTable} label="Records" columns=${columns} rows=${topic.records} keyOf=${({ offset }: RecordView) => String(offset)} />
    ${topic.unlisted > 0 && html`<p class="faint">${counted(topic.unlisted, 'older record')} of this user were found besides.</p>`}
  `;
}

function Says({ record, isNewest }: { readonly record: RecordView; readonly isNewest: boolean }) {
  const { says, reason, replay, version, underWay } = record;
  return html`<div class="says">
    <span class="says-badges"><${StateBadge} tone=${tones[says]}>${says}</${StateBadge}>${isNewest && html`<strong>newest</strong>`}${underWay && html`<${StateBadge} tone="busy">under way</${StateBadge}>`}</span>
    ${version && html`<code class="faint">${version.version}</code>`}
    ${replay && html`<span class="faint">published again, ${counted(replay.count, 'time')}; first at offset ${count(replay.offset)}</span>`}
    ${reason && html`<span class="faint">${visible(reason)}</span>`}
  </div>`;
}

function changedWords(changed: RecordView['changed']) {
  if (changed === null) return html`<span class="faint">–</span>`;
  if (changed.length === 0) return html`<span class="faint">nothing</span>`;
  return changed.map(fieldName).join(', ');
}

function headerOf(headers: RecordView['headers'], wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}

function HeaderLink({
  headers,
  name,
  below,
}: {
  readonly headers: RecordView['headers'];
  readonly name: string;
  readonly below: string;
}) {
  const value = headerOf(headers, name);
  if (!value) return html`<span class="faint">–</span>`;
  return html`<a href="${below}/${encodeURIComponent(value)}">${visible(value)}</a>`;
}

function Headers({ headers }: { readonly headers: RecordView['headers'] }) {
  if (headers.length === 0) return html`<span class="faint">none</span>`;
  return html`<details><summary>${count(headers.length)}</summary>
    <dl class="record-headers">${headers.map(([name, text]) => html`<div><dt><code>${visible(name)}</code></dt><dd><bdi>${visible(text)}</bdi></dd></div>`)}</dl>
  </details>`;
}
