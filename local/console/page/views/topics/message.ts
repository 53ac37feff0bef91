import { html } from 'htm/preact';
import type { MessageAnswer, MessageView, ShownPart } from '../../../topics/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Facts, Panel } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { visible } from '../../visible.ts';
import { bytes, count, counted } from '../../words.ts';
import { messageAddress, topicAddress, topicApi, withoutMessage } from './addresses.ts';
import { Part } from './shown-part.ts';

interface MessageProps {
  readonly topic: string;
  readonly partition: string;
  readonly offset: string;
  readonly query: URLSearchParams;
  /** Undefined where nothing can be published. */
  readonly onPublishAgain: ((message: MessageView) => void) | undefined;
}

/** The topic whose keys are users' ids. */
const usersTopic = 'users_created';

/** The message that the address names. */
export function Message({ topic, partition, offset, query, onPublishAgain }: MessageProps) {
  const path = topicApi(topic, `/messages/${encodeURIComponent(partition)}/${encodeURIComponent(offset)}`);
  const asked = useAnswer<MessageAnswer>(path);
  const place = (to: number) => messageAddress(topic, query, Number(partition), to);
  const step = (to: number, title: string) => {
    const isThere = asked.answer !== undefined && to >= asked.answer.low && to < asked.answer.high;
    return isThere && html`<a class="button" href=${place(to)}>${title}</a>`;
  };
  const message = asked.answer?.message;
  return html`<div class="message"><${Panel} title="Partition ${partition}, offset ${offset}" actions=${html`
    ${step(Number(offset) - 1, '← Older')}
    ${step(Number(offset) + 1, 'Newer →')}
    ${message && onPublishAgain && html`<button type="button" class="button" onClick=${() => onPublishAgain(message)}>Publish again …</button>`}
    <a class="button" href=${topicAddress(topic, withoutMessage(query))}>Close</a>
  `}>
    <${Answered} asked=${asked} show=${({ next, low, high }: MessageAnswer) =>
      message
        ? html`<${Whole} topic=${topic} message=${message} path=${path} />`
        : html`<${Empty} title="There is no record at this offset.">
        ${Number(offset) < low || Number(offset) >= high ? `The partition has offsets from ${count(low)} and below ${count(high)}.` : 'It was compacted away, belongs to a transaction that was aborted, or marks the end of one.'}
        ${next !== null && html` <a href=${place(next)}>The next one is at ${count(next)}.</a>`}
      </${Empty}>`} />
  </${Panel}></div>`;
}

function Whole({ topic, message, path }: { topic: string; message: MessageView; path: string }) {
  const { at, timestampType, key, value } = message;
  const download = (part: string, title: string) =>
    html`<a class="button" href="${path}/${part}" download>${title}</a>`;
  const downloads = (name: string, part: ShownPart) => html`
    ${part.schema?.format && name === 'value' && download('decoded', 'Download decoded')}
    ${download(name, part.schema ? 'Download as stored' : 'Download')}
  `;
  const userId = topic === usersTopic && key?.kind === 'text' ? key.text : undefined;
  return html`
    <${Facts} facts=${[
      [timestampType === 'LOG_APPEND_TIME' ? 'Appended' : 'Created', html`<${Time} at=${at} />`],
      ['Size', bytes(message.bytes)],
      ...(userId === undefined
        ? []
        : [['User', html`<a href="/users/${encodeURIComponent(userId)}">${visible(userId)}</a>`]]),
    ]} />
    ${key ? html`<${Part} label="Key" part=${key} downloads=${key.isCut && downloads('key', key)} />` : html`<p class="faint">It has no key.</p>`}
    <${Headers} message=${message} />
    ${value ? html`<${Part} label="Value" part=${value} downloads=${downloads('value', value)} />` : html`<p class="notice notice-warning">It has no value: a tombstone, which deletes what has its key.</p>`}
  `;
}

type Header = MessageView['headers'][number];

function Headers({ message: { headers, headersLeftOut } }: { readonly message: MessageView }) {
  if (headers.length === 0) return html`<p class="faint">It has no headers.</p>`;
  const rows = headers.map((header, index) => ({ ...header, index }));
  return html`<section class="part">
    <header class="part-head"><h3>Headers</h3></header>
    <${DataTable} label="Headers" rows=${rows} keyOf=${({ index }: { index: number }) => String(index)} columns=${[
      { title: 'Name', cell: ({ name }: Header) => html`<code><bdi>${visible(name)}</bdi></code>` },
      { title: 'Value', cell: (header: Header) => html`<${HeaderValue} header=${header} />` },
    ]} />
    ${headersLeftOut > 0 && html`<p class="faint">${counted(headersLeftOut, 'header')} more.</p>`}
  </section>`;
}

/** What the pipeline's headers lead to. */
const leads: Readonly<Record<string, string>> = { 'run-id': '/runs/', 'trace-id': '/runs/trace/' };

function HeaderValue({ header: { name, value } }: { readonly header: Header }) {
  if (!value) return html`<span class="faint">null</span>`;
  const lead = Object.hasOwn(leads, name) && value.kind === 'text' && !value.isCut ? leads[name] : undefined;
  if (lead) return html`<a href="${lead}${encodeURIComponent(value.text)}"><code>${visible(value.text)}</code></a>`;
  return html`<code class="header-value"><bdi>${visible(value.text)}${value.isCut && ' …'}</bdi></code>${value.kind === 'hex' && html` <span class="faint">hex</span>`}`;
}
