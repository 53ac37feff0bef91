import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MessageView, TopicAnswer } from '../../../topics/answers.ts';
import { Problem } from '../../components/notices.ts';
import { ViewHead } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted, rate } from '../../words.ts';
import { pick, topicAddress, topicApi } from './addresses.ts';
import { GroupsTab } from './groups-tab.ts';
import { Message } from './message.ts';
import { MessagesTab } from './messages-tab.ts';
import { PublishDialog, type Published } from './publish-dialog.ts';
import { type DraftOfMessage, draftOf, emptyDraft } from './publish-draft.ts';
import { PublishedNotice } from './published-notice.ts';
import { ratePerSecond, usePrevious } from './rates.ts';
import { SearchTab } from './search-tab.ts';
import { TailTab } from './tail-tab.ts';

const everyMs = 5000;

const tabs = [
  { name: 'messages', title: 'Messages', Tab: MessagesTab },
  { name: 'search', title: 'Search', Tab: SearchTab },
  { name: 'tail', title: 'Live tail', Tab: TailTab },
  { name: 'partitions', title: 'Partitions and groups', Tab: GroupsTab },
] as const;

export interface TabProps {
  readonly topic: string;
  readonly query: URLSearchParams;
  readonly answer: TopicAnswer;
}

/** One topic: its numbers, and in tabs what it holds. A message that the address names is beside them. */
export function Topic({ name, query }: { readonly name: string; readonly query: URLSearchParams }) {
  const { answer, problem } = useAnswer<TopicAnswer>(topicApi(name), everyMs);
  const before = usePrevious(answer);
  const tab = tabs.find((one) => one.name === query.get('tab')) ?? tabs[0];
  const partition = query.get('partition');
  const offset = query.get('offset');
  const hasMessage = partition !== null && offset !== null;
  const [first, setFirst] = useState<DraftOfMessage>();
  const [published, setPublished] = useState<Published>();
  // Kafka's own topics are nobody's to write to.
  const canPublish = answer !== undefined && !name.startsWith('__');
  const publishAgain = canPublish ? (message: MessageView) => setFirst(draftOf(message)) : undefined;
  return html`
    <${ViewHead}
      title=${html`<a class="crumb" href="/topics">Topics</a> <span class="topic-name">${name}</span>`}
      actions=${canPublish && html`<button type="button" class="button" onClick=${() => setFirst({ draft: emptyDraft, notes: [] })}>Publish a message …</button>`}
    >
      ${answer && html`<${Numbers} answer=${answer} before=${before} />`}
    </${ViewHead}>
    <nav class="tabs" aria-label="What is shown of the topic">
      ${tabs.map((one) => html`<a href=${topicAddress(name, tabQuery(one.name, query))} aria-current=${one === tab ? 'page' : undefined}>${one.title}</a>`)}
    </nav>
    ${problem && html`<${Problem} problem=${problem} />`}
    ${published && html`<${PublishedNotice} published=${published} query=${query} onClose=${() => setPublished(undefined)} />`}
    ${
      answer &&
      html`<div class="beside ${hasMessage ? 'beside-two' : ''}">
      ${hasMessage && html`<${Message} topic=${name} partition=${partition} offset=${offset} query=${query} onPublishAgain=${publishAgain} />`}
      <div class="beside-list"><${tab.Tab} key=${tab.name === 'messages' ? placeOf(published) : undefined} topic=${name} query=${query} answer=${answer} /></div>
    </div>`
    }
    ${answer && first && html`<${PublishDialog} topic=${answer} first=${first} onPublished=${setPublished} onClose=${() => setFirst(undefined)} />`}
  `;
}

/** Messages are read anew when there is another one. */
function placeOf(published: Published | undefined): string | undefined {
  return published && `${published.partition}-${published.offset}`;
}

/** Filters go along: what is searched can be followed. */
function tabQuery(tab: string, query: URLSearchParams): URLSearchParams {
  const kept = pick(query, ['where', 'partitions']);
  if (tab !== 'messages') kept.set('tab', tab);
  return kept;
}

function Numbers({ answer, before }: { readonly answer: TopicAnswer; readonly before?: TopicAnswer }) {
  const ends = (one: TopicAnswer) => one.partitions.reduce((sum, { high }) => sum + high, 0);
  const records = answer.partitions.reduce((sum, { low, high }) => sum + high - low, 0);
  const speed = before && rate(ratePerSecond(before.at, ends(before), answer.at, ends(answer)));
  const lags = answer.groups.flatMap(({ groupId, lag, members }) =>
    lag === null || members.length === 0 ? [] : [`${groupId} ${lag > 0 ? `${count(lag)} behind` : 'has all'}`],
  );
  return [counted(answer.partitions.length, 'partition'), counted(records, 'record'), speed, ...lags.slice(0, 3)]
    .filter(Boolean)
    .join(' · ');
}
