import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { AlarmAnswer, AlarmChange } from '../../../alarms/answers.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Facts, Panel, ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { AlarmStateBadge } from './state.ts';
import { TestDialog } from './test-dialog.ts';

const everyMs = 3000;

const columns: readonly Column<AlarmChange>[] = [
  { title: 'When', cell: ({ at }) => html`<${Time} at=${at} />` },
  {
    title: 'Change',
    cell: ({ from, to }) =>
      html`<span class="alarm-change"><${AlarmStateBadge} state=${from} /> <span aria-label="to">→</span> <${AlarmStateBadge} state=${to} /></span>`,
  },
  { title: 'Reason', cell: ({ reason }) => reason },
];

export function AlarmDetail({ name }: { readonly name: string }) {
  const path = `/api/alarms/of/${encodeURIComponent(name)}`;
  const asked = useAnswer<AlarmAnswer>(path, everyMs);
  const [isTesting, setTesting] = useState(false);
  const canTest = asked.answer !== undefined && asked.answer.alarm.state !== 'ALARM';
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/alarms">Alarms</a> ${name}`} actions=${html`<button type="button" class="button" disabled=${!canTest} onClick=${() => setTesting(true)}>Send a test …</button>`}>
      ${asked.answer?.alarm.description}
    </${ViewHead}>
    <${Answered} asked=${asked} show=${(answer: AlarmAnswer) => html`<${Detail} answer=${answer} />`} />
    ${isTesting && html`<${TestDialog} names=${[name]} onSent=${asked.reload} onClose=${() => setTesting(false)} />`}
  `;
}

function Detail({ answer: { alarm, changes } }: { readonly answer: AlarmAnswer }) {
  return html`
    <${Panel} title="State" note=${html`<${AlarmStateBadge} state=${alarm.state} />`}>
      <${Facts} facts=${[
        ['Since', html`<${Time} at=${alarm.since} />`],
        ['Reason', alarm.reason],
        ['Watches', alarm.watches],
        ['Tells', alarm.actionsEnabled ? alarm.tells.join(', ') || null : 'nobody: its actions are disabled'],
      ]} />
    </${Panel}>
    <${Panel} title="History">
      ${
        changes.length === 0
          ? html`<${Empty} title="Its state has not changed yet." />`
          : html`<${DataTable} label="Changes of its state" columns=${columns} rows=${changes} keyOf=${({ at, to }: AlarmChange) => `${at} ${to}`} />`
      }
    </${Panel}>
  `;
}
