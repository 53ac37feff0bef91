import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MessageView, TailLine } from '../../../topics/answers.ts';
import { go } from '../../address.ts';
import { Empty, Problem } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { count } from '../../words.ts';
import { pick, topicAddress, topicApi } from './addresses.ts';
import { FilterRows, filtersOf } from './filter-rows.ts';
import { formatFilter } from './filters.ts';
import { MessageList } from './message-list.ts';
import type { TabProps } from './topic.ts';
import { useStream } from './use-stream.ts';

interface Tailed {
  /** The newest first. */
  readonly messages: readonly MessageView[];
  readonly numbers?: { readonly seen: number; readonly shown: number; readonly dropped: number };
}

const keptMessages = 200;
const nothingYet: Tailed = { messages: [] };

function take(tailed: Tailed, line: TailLine): Tailed {
  if ('tail' in line) return { ...tailed, numbers: line.tail };
  return { ...tailed, messages: [line.message, ...tailed.messages].slice(0, keptMessages) };
}

/** Shows what comes while the page is open. */
export function TailTab({ topic, query }: TabProps) {
  const [round, setRound] = useState(0);
  const parts = pick(query, ['where', 'partitions']);
  const { state, isRunning, problem, stop } = useStream<TailLine, Tailed>(topicApi(topic, `/tail?${parts}`), round, {
    begin: nothingYet,
    take,
  });
  const { messages, numbers } = state;
  const again = () => setRound(round + 1);
  return html`<${Panel} title="Live tail"
    note=${html`<${StateBadge} tone=${isRunning ? 'good' : 'off'}>${isRunning ? 'Following' : 'Stopped'}</${StateBadge}>`}
    actions=${html`<button type="button" class="button" onClick=${isRunning ? stop : again}>${isRunning ? 'Stop' : 'Follow again'}</button>`}>
    <${Filters} key=${String(parts)} topic=${topic} query=${query} />
    ${problem && html`<${Problem} problem=${problem} onRetry=${again} />`}
    <p class="faint" role="status">${numbers ? `${count(numbers.seen)} came, ${count(numbers.shown)} shown${dropped(numbers.dropped)}.` : 'Connecting …'}</p>
    ${messages.length === 0 && !problem && html`<${Empty} title=${numbers && numbers.seen > 0 ? 'Nothing of that kind has come yet.' : 'Nothing has come yet.'}>What is published from now on is shown here, the newest first.</${Empty}>`}
    ${messages.length > 0 && html`<${MessageList} topic=${topic} query=${query} messages=${messages} />`}
  </${Panel}>`;
}

function dropped(number: number): string {
  return number === 0 ? '' : `, ${count(number)} left out: they come faster than anybody reads`;
}

function Filters({ topic, query }: { readonly topic: string; readonly query: URLSearchParams }) {
  const [filters, setFilters] = useState(() => filtersOf(query));
  const apply = (event: Event) => {
    event.preventDefault();
    const parts = pick(query, ['tab', 'partitions']);
    for (const filter of filters) parts.append('where', formatFilter(filter));
    go(topicAddress(topic, parts));
  };
  return html`<details open=${filters.length > 0}>
    <summary>Filters${filters.length > 0 && ` (${filters.length})`}</summary>
    <form class="search-form" onSubmit=${apply}>
      <${FilterRows} filters=${filters} onChange=${setFilters} />
      <div><button class="button button-primary">Follow with these</button></div>
    </form>
  </details>`;
}
