import { html } from 'htm/preact';
import type { GroupView, PartitionView, TopicAnswer } from '../../../topics/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Empty } from '../../components/notices.ts';
import { Facts, Panel } from '../../components/panel.ts';
import { StateBadge, type Tone } from '../../components/state-badge.ts';
import { bytes, count, counted, duration } from '../../words.ts';
import { topicAddress } from './addresses.ts';
import type { TabProps } from './topic.ts';

const tones: Readonly<Record<string, Tone>> = { Stable: 'good', Empty: 'off', Dead: 'bad' };

/** The topic's partitions, who reads them and how far, and its settings. */
export function GroupsTab({ topic, answer }: TabProps) {
  return html`
    <${Panel} title="Partitions"><${Partitions} topic=${topic} partitions=${answer.partitions} /></${Panel}>
    ${answer.groups.length === 0 && html`<${Panel} title="Groups"><${Empty} title="No group reads this topic.">A consumer, or an event source mapping, reads it in a group and commits how far it is.</${Empty}></${Panel}>`}
    ${answer.groups.map((group) => html`<${Group} key=${group.groupId} group=${group} />`)}
    ${answer.groupsLeftOut > 0 && html`<p class="faint">${counted(answer.groupsLeftOut, 'group')} of the cluster not looked at: there are too many.</p>`}
    <${Panel} title="Settings"><${Facts} facts=${answer.settings.map(settingFact)} /></${Panel}>
  `;
}

function Partitions({ topic, partitions }: { readonly topic: string; readonly partitions: readonly PartitionView[] }) {
  const link = ({ partition }: PartitionView) =>
    html`<a href=${topicAddress(topic, `partitions=${partition}`)}>${partition}</a>`;
  const inSync = ({ inSync: own, replicas }: PartitionView) => `${own.length} of ${replicas.length}`;
  return html`<${DataTable} label="Partitions" rows=${partitions} keyOf=${({ partition }: PartitionView) => String(partition)} columns=${[
    { title: 'Partition', cell: link },
    { title: 'First offset', numeric: true, cell: ({ low }: PartitionView) => count(low) },
    { title: 'End', numeric: true, cell: ({ high }: PartitionView) => count(high) },
    { title: 'Records', numeric: true, cell: ({ low, high }: PartitionView) => count(high - low) },
    { title: 'Leader', numeric: true, cell: ({ leader }: PartitionView) => (leader < 0 ? 'none' : leader) },
    { title: 'Replicas in sync', numeric: true, cell: inSync },
  ]} />`;
}

type GroupPartition = GroupView['partitions'][number];

function Group({ group }: { readonly group: GroupView }) {
  const reader = ({ partition }: GroupPartition) => {
    const member = group.members.find(({ partitions }) => partitions.includes(partition));
    if (!member) return html`<span class="faint">nobody</span>`;
    return html`<span title=${member.memberId}>${member.clientId} <span class="faint">at ${member.host}</span></span>`;
  };
  const offset = (value: number | null) => (value === null ? html`<span class="faint">none</span>` : count(value));
  return html`<${Panel} title=${group.groupId} note=${html`<${StateBadge} tone=${tones[group.state] ?? 'busy'}>${group.state}</${StateBadge}> ${counted(group.members.length, 'member')}, ${behind(group.lag)}`}>
    <${DataTable} label="Partitions of ${group.groupId}" rows=${group.partitions} keyOf=${({ partition }: GroupPartition) => String(partition)} columns=${[
      { title: 'Partition', cell: ({ partition }: GroupPartition) => partition },
      { title: 'Committed', numeric: true, cell: ({ committed }: GroupPartition) => offset(committed) },
      { title: 'Lag', numeric: true, cell: ({ lag }: GroupPartition) => offset(lag) },
      { title: 'Read by', cell: reader },
    ]} />
  </${Panel}>`;
}

function behind(lag: number | null): string {
  return lag === null ? 'nothing committed' : `${counted(lag, 'record')} behind`;
}

type Setting = TopicAnswer['settings'][number];

function settingFact({ name, value, isDefault }: Setting): readonly [string, unknown] {
  const words = settingWords(name, value);
  return [name, html`${words}${isDefault && html` <span class="faint">(default)</span>`}`];
}

function settingWords(name: string, value: string): string {
  const number = Number(value);
  if (number < 0) return 'no limit';
  if (name.endsWith('.ms')) return number >= dayMs ? counted(Math.round(number / dayMs), 'day') : duration(number);
  return name.endsWith('bytes') ? bytes(number) : value;
}

const dayMs = 86_400_000;
