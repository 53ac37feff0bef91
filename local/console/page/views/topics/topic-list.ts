import { html } from 'htm/preact';
import type { GroupLag, TopicsAnswer, TopicView } from '../../../topics/answers.ts';
import { goWith } from '../../address.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted, rate } from '../../words.ts';
import { topicAddress } from './addresses.ts';
import { ratePerSecond, usePrevious } from './rates.ts';

const everyMs = 3000;

/** Every topic with its size, what comes in, and what each group has left to read. */
export function TopicList({ query }: { readonly query: URLSearchParams }) {
  const isAll = query.get('internal') === 'true';
  const asked = useAnswer<TopicsAnswer>(`/api/topics${isAll ? '?internal=true' : ''}`, everyMs);
  const before = usePrevious(asked.answer);
  const wanted = query.get('search') ?? '';
  return html`
    <${ViewHead} title="Topics" actions=${html`<a class="button" href="/topics/schemas">Schemas</a>`}>
      What Kafka holds, how fast it comes, and how far each consumer group is behind.
    </${ViewHead}>
    <${Panel} title="All topics" actions=${html`
      <label class="check"><input type="checkbox" checked=${isAll} onChange=${() => goWith({ internal: isAll ? undefined : 'true' })} />Kafka’s own topics</label>
      <label class="field topic-search"><span class="visually-hidden">Search topics</span>
        <input type="search" placeholder="Search topics" value=${wanted} onInput=${(event: InputEvent) => goWith({ search: (event.target as HTMLInputElement).value }, { replace: true })} />
      </label>`}>
      <${Answered} asked=${asked} show=${(answer: TopicsAnswer) => html`<${List} answer=${answer} before=${before} wanted=${wanted} />`} />
    </${Panel}>
  `;
}

function List(props: { readonly answer: TopicsAnswer; readonly before?: TopicsAnswer; readonly wanted: string }) {
  const { answer, before, wanted } = props;
  const shown = answer.topics.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  const throughput = ({ name, ends }: TopicView) => {
    const old = before?.topics.find((one) => one.name === name);
    return old && before
      ? rate(ratePerSecond(before.at, old.ends, answer.at, ends))
      : html`<span class="faint">…</span>`;
  };
  if (shown.length === 0) {
    return wanted === ''
      ? html`<${Empty} title="Kafka has no topics.">npm start deploys the pipeline with its topic.</${Empty}>`
      : html`<${Empty} title="No topic has «${wanted}» in its name." />`;
  }
  return html`
    <${DataTable} label="Topics" rows=${shown} keyOf=${({ name }: TopicView) => name} columns=${[
      {
        title: 'Topic',
        cell: ({ name }: TopicView) => html`<a class="topic-name" href=${topicAddress(name)}>${name}</a>`,
      },
      { title: 'Partitions', numeric: true, cell: ({ partitions }: TopicView) => count(partitions) },
      { title: 'Records', numeric: true, cell: ({ records }: TopicView) => count(records) },
      { title: 'Throughput', numeric: true, cell: throughput },
      {
        title: 'Lag of its groups',
        cell: ({ name, groups }: TopicView) => html`<${Lags} topic=${name} groups=${groups} />`,
      },
    ]} />
    <p class="faint">Records are counted by offsets: compaction and transactions leave gaps in them.
      ${answer.groupsLeftOut > 0 && ` ${counted(answer.groupsLeftOut, 'group')} more ${answer.groupsLeftOut === 1 ? 'was' : 'were'} not looked at.`}
    </p>
  `;
}

/** Tests and tools leave many behind. */
const shownGroups = 4;

function Lags({ topic, groups }: { readonly topic: string; readonly groups: readonly GroupLag[] }) {
  if (groups.length === 0) return html`<span class="faint">no group</span>`;
  const more = groups.length - shownGroups;
  return html`<ul class="lags">
    ${groups
      .slice(0, shownGroups)
      .map(
        ({ groupId, state, lag }) =>
          html`<li title=${state}><span class="lag ${lag > 0 ? 'lag-behind' : ''}">${count(lag)}</span> ${groupId}</li>`,
      )}
    ${more > 0 && html`<li><a href=${topicAddress(topic, 'tab=partitions')}>${count(more)} more</a></li>`}
  </ul>`;
}
