import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MessageView, SearchEnd, SearchLine, SearchProgress } from '../../../topics/answers.ts';
import { go } from '../../address.ts';
import { Empty, Problem } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { bytes, count, duration, rate } from '../../words.ts';
import { pick, topicAddress, topicApi } from './addresses.ts';
import { MessageList } from './message-list.ts';
import { SavedSearches } from './saved-searches.ts';
import { SearchForm, searchNames } from './search-form.ts';
import type { TabProps } from './topic.ts';
import { useStream } from './use-stream.ts';

interface Found {
  readonly messages: readonly MessageView[];
  readonly progress?: SearchProgress;
  readonly end?: SearchEnd;
}

const nothingFound: Found = { messages: [] };

function take(found: Found, line: SearchLine): Found {
  if ('match' in line) return { ...found, messages: [...found.messages, line.match] };
  if ('progress' in line) return { ...found, progress: line.progress };
  return { ...found, progress: line.end, end: line.end };
}

/** Looks for messages by filters; a search that was begun is in the address, and whoever opens that begins it too. */
export function SearchTab({ topic, query, answer }: TabProps) {
  const [round, setRound] = useState(0);
  const parts = pick(query, searchNames);
  const path = parts.has('order') ? topicApi(topic, `/search?${parts}`) : undefined;
  const { state, isRunning, problem, stop } = useStream<SearchLine, Found>(path, round, { begin: nothingFound, take });
  const address = (own: URLSearchParams) => topicAddress(topic, new URLSearchParams([['tab', 'search'], ...own]));
  const begin = (own: URLSearchParams) => {
    go(address(own));
    setRound(round + 1);
  };
  const goOn = state.end?.at ? address(new URLSearchParams([...withoutAt(parts), ['at', state.end.at]])) : undefined;
  return html`
    <${Panel} title="Search">
      <${SearchForm} key=${String(withoutAt(parts))} query=${query} partitions=${answer.partitions.map(({ partition }) => partition)} isRunning=${isRunning} onSearch=${begin} onCancel=${stop} />
      <${SavedSearches} topic=${topic} current=${withoutAt(parts)} />
    </${Panel}>
    ${
      path &&
      html`<${Panel} title="Found">
      ${problem && html`<${Problem} problem=${problem} />`}
      ${(!problem || state.progress) && html`<${Progress} found=${state} isRunning=${isRunning} />`}
      ${state.messages.length > 0 && html`<${MessageList} topic=${topic} query=${query} messages=${state.messages} />`}
      ${state.messages.length === 0 && state.end && html`<${Empty} title="Nothing was found.">${goOn ? 'There is more to look at.' : 'No message there is of that kind: change the filters or where to look.'}</${Empty}>`}
      ${goOn && html`<div><a class="button" href=${goOn}>Search on from there</a></div>`}
    </${Panel}>`
    }
  `;
}

function withoutAt(parts: URLSearchParams): URLSearchParams {
  return pick(
    parts,
    searchNames.filter((name) => name !== 'at'),
  );
}

const endings: Readonly<Record<SearchEnd['why'], string>> = {
  all: 'Everything was looked at.',
  matches: 'The limit of what is found is reached.',
  scanned: 'The limit of what is looked at is reached.',
  bytes: 'The limit of what is read is reached.',
};

function Progress({ found: { progress, end }, isRunning }: { readonly found: Found; readonly isRunning: boolean }) {
  if (!progress) return html`<p class="faint" role="status">${isRunning ? 'Begun …' : 'Cancelled.'}</p>`;
  const { scanned, matched, total, elapsedMs } = progress;
  const seconds = elapsedMs / 1000;
  const state = end ? endings[end.why] : isRunning ? 'Searching …' : 'Cancelled.';
  return html`<div class="progress" role="status">
    ${isRunning && html`<progress max=${Math.max(1, total)} value=${scanned} aria-label="Looked at"></progress>`}
    <span><strong>${count(matched)} found</strong> among ${count(scanned)} of ${count(total)}. ${state}</span>
    <span class="faint">${bytes(progress.bytes)} in ${duration(elapsedMs)}${seconds > 0.5 && `, ${rate(scanned / seconds)}`}</span>
  </div>`;
}
