import { html } from 'htm/preact';
import type { MessageView } from '../../../topics/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Time } from '../../components/time.ts';
import { bytes, count } from '../../words.ts';
import { messageAddress } from './addresses.ts';
import { PartPreview } from './shown-part.ts';

/** Messages, a line each; each leads to itself beside the list. */
export function MessageList(props: {
  readonly topic: string;
  readonly query: URLSearchParams;
  readonly messages: readonly MessageView[];
}) {
  const { topic, query, messages } = props;
  const isBeside = query.has('partition') && query.has('offset');
  const place = ({ partition, offset }: MessageView) => {
    const isShown = query.get('partition') === String(partition) && query.get('offset') === String(offset);
    return html`<a class="message-place" href=${messageAddress(topic, query, partition, offset)} aria-current=${isShown ? 'true' : undefined}>${partition} · ${count(offset)}</a>`;
  };
  const columns = [
    { title: 'Partition · offset', cell: place },
    { title: 'Time', cell: ({ at }: MessageView) => html`<${Time} at=${at} />` },
    { title: 'Key', cell: ({ key }: MessageView) => html`<${PartPreview} part=${key} none="none" />` },
    { title: 'Value', cell: ({ value }: MessageView) => html`<${PartPreview} part=${value} none="tombstone" />` },
    { title: 'Headers', numeric: true, cell: headerCount },
    { title: 'Size', numeric: true, cell: (message: MessageView) => bytes(message.bytes) },
  ];
  return html`<div class="messages"><${DataTable} label="Messages" rows=${messages} columns=${isBeside ? columns.slice(0, 3) : columns} keyOf=${({ partition, offset }: MessageView) => `${partition}-${offset}`} /></div>`;
}

function headerCount({ headers, headersLeftOut }: MessageView): string {
  return count(headers.length + headersLeftOut);
}
