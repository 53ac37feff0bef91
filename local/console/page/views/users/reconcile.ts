import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { JobView } from '../../../jobs/job.ts';
import type { ReconciliationResult, ReconciliationsAnswer, ReconciliationView } from '../../../reconcile/answers.ts';
import { go } from '../../address.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Dialog } from '../../components/dialog.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel, ViewHead } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { change } from '../../server.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted, duration } from '../../words.ts';
import { ReconciliationOutcome } from './reconciliation-outcome.ts';

/** Compares the whole topic with both stores, and repairs what differs. */
export function Reconcile({ query }: { readonly query: URLSearchParams }) {
  const asked = useAnswer<ReconciliationsAnswer>('/api/reconciliations');
  const [isAsking, setAsking] = useState(false);
  const show = async (repair: boolean) => {
    const { id } = await change<JobView>('POST', '/api/reconciliations', { repair });
    asked.reload();
    go(`/users/reconcile?${new URLSearchParams({ job: id })}`);
  };
  return html`<${Answered} asked=${asked} show=${({ reconciliations }: ReconciliationsAnswer) => {
    const [newest] = reconciliations;
    const shown = reconciliations.find(({ id }) => id === query.get('job')) ?? newest;
    const isRunning = newest?.state === 'running';
    const differing = newest?.state === 'done' ? (newest.differing ?? 0) : 0;
    return html`
      <${ViewHead} title=${html`<a class="crumb" href="/users">Users</a> <span>Reconcile</span>`} actions=${html`
        <${CompareButton} disabled=${isRunning} onStart=${() => show(false)} />
        ${differing > 0 && html`<button type="button" class="button button-primary" disabled=${isRunning} onClick=${() => setAsking(true)}>Repair …</button>`}
      `}>
        Compares every record of the topic with every row of both stores, and the records that are no users with the dead letters. It only reads, until a repair is asked for.
      </${ViewHead}>
      ${
        shown
          ? html`<section class="panel" aria-label="Reconciliation">
            <p class="faint">Begun <${Time} at=${shown.startedAt} /></p>
            <${JobProgress} key=${shown.id} id=${shown.id} onEnd=${asked.reload} result=${(result: unknown) => html`<${ReconciliationOutcome} result=${result as ReconciliationResult} isNewest=${shown === newest} />`} />
          </section>`
          : html`<${Empty} title="Nothing was compared since the console has started.">Compare: about a second for 10,000 users, and more for the first.</${Empty}>`
      }
      <${Earlier} reconciliations=${reconciliations} shown=${shown} />
      ${isAsking && html`<${RepairDialog} differing=${differing} onConfirm=${() => show(true)} onClose=${() => setAsking(false)} />`}
    `;
  }} />`;
}

/** What starts is refused while another one runs: that is said below the button. */
function CompareButton({ disabled, onStart }: { readonly disabled: boolean; readonly onStart: () => Promise<void> }) {
  const [problem, setProblem] = useState<Error>();
  const start = () => {
    setProblem(undefined);
    onStart().catch(setProblem);
  };
  return html`
    <button type="button" class="button" disabled=${disabled} onClick=${start}>Compare</button>
    ${problem && html`<span class="notice notice-bad" role="alert">${problem.message}</span>`}
  `;
}

function RepairDialog(props: {
  readonly differing: number;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { differing, onConfirm, onClose } = props;
  return html`<${Dialog} title="Repair what differs?" action="Repair" onConfirm=${onConfirm} onClose=${onClose}>
    <p>${counted(differing, 'user or record', 'users and records')} differed. It is compared once more, and then:</p>
    <ul class="plain-list">
      <li>The newest record of each is published again with the version that it had: what is newer in a store stays.</li>
      <li>What still differs was changed by hand, and is published as a new record: that overwrites it.</li>
      <li>Rows that the topic does not know are left alone.</li>
    </ul>
  </${Dialog}>`;
}

function Earlier(props: {
  readonly reconciliations: readonly ReconciliationView[];
  readonly shown?: ReconciliationView;
}) {
  const { reconciliations, shown } = props;
  if (reconciliations.length < 2) return null;
  const columns: readonly Column<ReconciliationView>[] = [
    {
      title: 'Begun',
      cell: ({ id, startedAt }) =>
        html`<a href="/users/reconcile?job=${id}" aria-current=${id === shown?.id ? 'true' : undefined}><${Time} at=${startedAt} /></a>`,
    },
    { title: 'What', cell: ({ title }) => title },
    {
      title: 'Took',
      cell: ({ startedAt, endedAt }) => (endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : '…'),
    },
    { title: 'Differing', cell: (one) => html`<${Differing} reconciliation=${one} />` },
  ];
  return html`<${Panel} title="Since the console has started">
    <${DataTable} label="Reconciliations" columns=${columns} rows=${reconciliations} keyOf=${({ id }: ReconciliationView) => id} />
  </${Panel}>`;
}

function Differing({ reconciliation: { state, differing } }: { readonly reconciliation: ReconciliationView }) {
  if (state !== 'done')
    return html`<${StateBadge} tone=${state === 'failed' ? 'bad' : state === 'running' ? 'busy' : 'off'}>${state}</${StateBadge}>`;
  if (differing === null) return html`<${StateBadge} tone="busy">not compared yet</${StateBadge}>`;
  return html`<${StateBadge} tone=${differing > 0 ? 'bad' : 'good'}>${count(differing)}</${StateBadge}>`;
}
