import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { MessagesAnswer } from '../../../topics/answers.ts';
import { go } from '../../address.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { pick, topicAddress, topicApi } from './addresses.ts';
import { MessageList } from './message-list.ts';
import { PlaceField } from './place-field.ts';
import type { TabProps } from './topic.ts';

/** What the server is asked for. */
const askedNames = ['partitions', 'begin', 'at', 'direction'];
const places = [
  ['newest', 'Newest'],
  ['oldest', 'Oldest'],
] as const;

/** Goes through messages by partition, offset or time. */
export function MessagesTab({ topic, query, answer: { partitions } }: TabProps) {
  const asked = useAnswer<MessagesAnswer>(topicApi(topic, `/messages?${pick(query, askedNames)}`));
  return html`<${Panel} title="Messages" actions=${html`<button type="button" class="button" onClick=${asked.reload}>Read again</button>`}>
    <${Choice} key=${query.get('begin')} topic=${topic} query=${query} partitions=${partitions.map(({ partition }) => partition)} />
    <${Answered} asked=${asked} show=${(answer: MessagesAnswer) => html`<${Page} topic=${topic} query=${query} answer=${answer} />`} />
  </${Panel}>`;
}

function Choice(props: { readonly topic: string; readonly query: URLSearchParams; readonly partitions: number[] }) {
  const { topic, query, partitions } = props;
  const shown = query.get('begin') ?? 'newest';
  const [begin, setBegin] = useState(shown);
  useEffect(() => setBegin(shown), [shown]);
  const show = (choices: Readonly<Record<string, string>>) => {
    const parts = pick(query, ['partitions', 'begin', 'where']);
    for (const [name, value] of Object.entries(choices)) {
      if (value === '' || value === 'newest') parts.delete(name);
      else parts.set(name, value);
    }
    go(topicAddress(topic, parts));
  };
  const choose = (place: string) => {
    setBegin(place);
    if (places.some(([word]) => word === place)) show({ begin: place });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    show({ begin });
  };
  return html`<form class="row" onSubmit=${submit}>
    <label class="field">Partition
      <select value=${query.get('partitions') ?? ''} onChange=${(event: Event) => show({ partitions: (event.target as HTMLSelectElement).value })}>
        <option value="">All</option>
        ${partitions.map((partition) => html`<option value=${partition}>${partition}</option>`)}
      </select>
    </label>
    <${PlaceField} label="Begin at" words=${places} value=${begin} onChange=${choose} />
    ${!places.some(([word]) => word === begin) && html`<button class="button button-primary">Show</button>`}
  </form>`;
}

function Page({ topic, query, answer }: { topic: string; query: URLSearchParams; answer: MessagesAnswer }) {
  const { messages, direction, older, newer, stopped } = answer;
  const isNewestFirst = (query.get('begin') ?? 'newest') === 'newest';
  const shown = isNewestFirst === (direction === 'older') ? messages : [...messages].reverse();
  const page = (at: string, towards: string) => {
    const parts = pick(query, ['partitions', 'begin', 'where']);
    parts.set('at', at);
    parts.set('direction', towards);
    return topicAddress(topic, parts);
  };
  const link = (at: string | null, towards: string, title: string) =>
    at === null
      ? html`<span class="button" aria-disabled="true">${title}</span>`
      : html`<a class="button" href=${page(at, towards)}>${title}</a>`;
  return html`
    ${stopped === 'bytes' && html`<p class="faint">The records are large: these are fewer than usual.</p>`}
    ${stopped === 'time' && html`<p class="notice notice-warning">Kafka took long, as where most of a topic was compacted away: go on from here.</p>`}
    ${
      shown.length === 0
        ? html`<${Empty} title="There are no messages here.">${older === null && newer === null ? 'The topic has none yet.' : 'Go to older or newer ones.'}</${Empty}>`
        : html`<${MessageList} topic=${topic} query=${query} messages=${shown} />`
    }
    <nav class="pages" aria-label="Pages">
      ${isNewestFirst ? link(newer, 'newer', '← Newer') : link(older, 'older', '← Older')}
      ${isNewestFirst ? link(older, 'older', 'Older →') : link(newer, 'newer', 'Newer →')}
    </nav>
  `;
}
