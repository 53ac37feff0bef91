import { html } from 'htm/preact';
import type { ShownBytes, ShownRecord } from '../../../dead-letters/answers.ts';
import { bytesOf, hexDump } from '../../bytes-text.ts';
import { DataTable } from '../../components/data-table.ts';
import { Facts, Panel } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { formatJson } from '../../json-text.ts';
import { visible } from '../../visible.ts';
import { bytes, count } from '../../words.ts';
import { recordAddress } from './addresses.ts';

const dumpedBytes = 4096;

/** A record as it was published: key, headers and value. */
export function OriginalRecord({ record, topic }: { readonly record: ShownRecord; readonly topic: string }) {
  const { partition, offset, timestamp, key, value, valueError, schemaId, headers } = record;
  return html`<${Panel} title="Original record" note=${html`<a href=${recordAddress(topic, partition, offset)}>partition ${partition}, offset ${offset}</a>`}>
    <${Facts} facts=${[
      ['Published', html`<${Time} at=${timestamp} />`],
      ['Key', key && html`<code class="foreign">${inLine(key)}</code>`],
      ['Schema', schemaId === undefined ? null : html`<code>${schemaId}</code>`],
    ]} />
    ${headers.length > 0 && html`<h3 class="record-part">Headers</h3><${Headers} headers=${headers} />`}
    <h3 class="record-part">Value${value && html` <span class="faint">${bytes(bytesOf(value).length)}</span>`}</h3>
    ${valueError && html`<p class="notice notice-bad">${valueError}</p>`}
    ${value && html`<${ShownText} bytes=${value} />`}
    ${!value && !valueError && html`<p class="faint">None: it deletes the user.</p>`}
  </${Panel}>`;
}

function Headers({ headers }: Pick<ShownRecord, 'headers'>) {
  const rows = headers.map(([name, text], index) => ({ name, text, index }));
  return html`<${DataTable} label="Headers" rows=${rows} keyOf=${({ index }: (typeof rows)[number]) => String(index)} columns=${[
    { title: 'Name', cell: ({ name }: (typeof rows)[number]) => html`<code class="foreign">${visible(name)}</code>` },
    { title: 'Value', cell: ({ text }: (typeof rows)[number]) => html`<code class="foreign">${inLine(text)}</code>` },
  ]} />`;
}

/** JSON with its lines, other text as it is; in hex what is no text, and below the text. */
export function ShownText({ bytes: shown }: { readonly bytes: ShownBytes }) {
  const all = bytesOf(shown);
  const dump = html`<pre class="log hex-dump" tabindex="0" aria-label="Bytes in hex">${hexDump(all.subarray(0, dumpedBytes))}</pre>`;
  const rest =
    all.length > dumpedBytes &&
    html`<p class="faint">The first ${count(dumpedBytes)} of ${count(all.length)} bytes.</p>`;
  if (!('text' in shown)) return html`${dump}${rest}`;
  const json = formatJson(shown.text);
  return html`
    <pre class="log foreign" tabindex="0" aria-label="Value">${visible(json ?? shown.text)}</pre>
    ${json !== undefined && html`<details><summary>As it is written</summary><pre class="log foreign" tabindex="0" aria-label="Value as it is written">${visible(shown.text)}</pre></details>`}
    <details><summary>Bytes in hex</summary>${dump}${rest}</details>
  `;
}

/** What is no text as its bytes. */
function inLine(shown: ShownBytes): string {
  if ('text' in shown) return shown.text === '' ? '(empty)' : visible(shown.text);
  return `0x${[...bytesOf(shown)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
