import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { AlarmsAnswer, AlarmView } from '../../../alarms/answers.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { counted } from '../../words.ts';
import { Inbox } from './inbox.ts';
import { AlarmStateBadge } from './state.ts';
import { TestDialog } from './test-dialog.ts';

const everyMs = 3000;

export function AlarmList({ query }: { readonly query: URLSearchParams }) {
  const asked = useAnswer<AlarmsAnswer>('/api/alarms', everyMs);
  const [isTesting, setTesting] = useState(false);
  const quiet = asked.answer?.alarms.filter(({ state }) => state !== 'ALARM') ?? [];
  const canTest = quiet.length > 0;
  return html`
    <${ViewHead} title="Alarms" actions=${html`<button type="button" class="button" disabled=${!canTest} onClick=${() => setTesting(true)}>Send a test …</button>`}>
      What CloudWatch watches of the pipeline, and what it has told of it by e-mail and webhook.
    </${ViewHead}>
    <${Answered} asked=${asked} show=${({ alarms }: AlarmsAnswer) => html`<${Alarms} alarms=${alarms} />`} />
    <${Inbox} tab=${query.get('inbox') === 'webhook' ? 'webhook' : 'mails'} />
    ${isTesting && html`<${TestDialog} names=${quiet.map(({ name }) => name)} onSent=${asked.reload} onClose=${() => setTesting(false)} />`}
  `;
}

const columns: readonly Column<AlarmView>[] = [
  { title: 'State', cell: ({ state }) => html`<${AlarmStateBadge} state=${state} />` },
  { title: 'Alarm', cell: ({ name }) => html`<a href="/alarms/${encodeURIComponent(name)}">${name}</a>` },
  { title: 'Since', cell: ({ since }) => html`<span class="alarm-since"><${Time} at=${since} ago /></span>` },
  {
    title: 'What it tells',
    cell: ({ description, watches, state, reason }) => html`
      <p class="alarm-text">${description || html`<span class="faint">no description</span>`}</p>
      <p class="faint alarm-text alarm-watches">${state === 'ALARM' ? reason : watches}</p>`,
  },
];

function Alarms({ alarms }: AlarmsAnswer) {
  const firing = alarms.filter(({ state }) => state === 'ALARM').length;
  return html`<${Panel} title=${firing === 0 ? 'Nothing is in alarm' : `${counted(firing, 'alarm')} fired`} note=${counted(alarms.length, 'alarm')}>
    ${
      alarms.length === 0
        ? html`<${Empty} title="There are no alarms.">npm start deploys the pipeline with its own.</${Empty}>`
        : html`<div class="alarms"><${DataTable} label="Alarms" columns=${columns} rows=${alarms} keyOf=${({ name }: AlarmView) => name} /></div>`
    }
  </${Panel}>`;
}
