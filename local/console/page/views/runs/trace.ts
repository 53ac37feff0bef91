import { html } from 'htm/preact';
import type {
  BatchesAnswer,
  BatchView,
  RunView,
  TraceAnswer,
  TraceRecord,
  TraceRecordsAnswer,
} from '../../../runs/answers.ts';
import type { UserComparison } from '../../../users/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty, Problem } from '../../components/notices.ts';
import { ViewHead } from '../../components/panel.ts';
import { StateBadge } from '../../components/state-badge.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted } from '../../words.ts';
import { LogView } from './log-view.ts';
import { RunState, runPath, triggerWords } from './run-words.ts';
import { useMore } from './use-more.ts';

/** One trace from what began it to the stores. */
export function Trace({ traceId }: { readonly traceId: string }) {
  const path = `/api/runs/traces/${encodeURIComponent(traceId)}`;
  const asked = useAnswer<TraceAnswer>(path);
  const batches = useAnswer<BatchesAnswer>(`${path}/batches`);
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/runs">Runs</a> Trace`}>
      <code>${traceId}</code><br />From what began it to the stores. Each step says where it is known from.
    </${ViewHead}>
    <${Answered} asked=${asked} show=${(answer: TraceAnswer) => html`<ol class="trace">
      <${Step} title="It began" from="the id, which tells the second; the trigger from pipeline_runs">
        <p><${Time} at=${answer.beganAt} />${answer.runs[0] && html`, ${triggerWords[answer.runs[0].trigger]}`}</p>
        ${answer.runs.map((run) => html`<${RunLine} run=${run} />`)}
        ${answer.runs.length === 0 && html`<p class="faint">No line of its log names a run that it has done.</p>`}
      </${Step}>
      <${Step} title="users-fetch fetched and published" from="the lines of the invocations that name the trace">
        <${LogView} first=${answer.log} path=${path} none="The log keeps its lines for some days; users-fetch may also not be what published with this id." />
      </${Step}>
      <${Step} title="Its records are in the topic" from="the records' own header trace-id">
        ${answer.runs.map((run) => html`<${Records} path="${path}/records/${encodeURIComponent(run.runId)}" />`)}
        ${answer.runs.length === 0 && html`<p class="faint">Without a run it is not known when they came in, so they are not looked for.</p>`}
      </${Step}>
      <${Step} title="users-sink stored them" from="the line that the sink writes for each batch">
        <${Answered} asked=${batches} show=${(first: BatchesAnswer) => html`<${Batches} first=${first} path="${path}/batches" />`} />
      </${Step}>
    </ol>`} />
  `;
}

function Step(props: { readonly title: string; readonly from: string; readonly children?: unknown }) {
  return html`<li class="step"><section class="panel">
    <header class="panel-head"><h2>${props.title}</h2><span class="panel-note">Known from ${props.from}.</span></header>
    ${props.children}
  </section></li>`;
}

function RunLine({ run }: { readonly run: RunView }) {
  return html`<p><a href=${runPath(run.runId)}>Run ${run.runId}</a> <${RunState} state=${run.state} /> ${count(run.published)} of ${counted(run.asked, 'user')} published</p>`;
}

function Records({ path }: { readonly path: string }) {
  const asked = useAnswer<TraceRecordsAnswer>(path);
  return html`<${Answered} asked=${asked} show=${({ topic, records, lookedAt, problem }: TraceRecordsAnswer) => html`
    <p class="faint">The first record of each partition of <code>${topic}</code> that names the trace, among the first ${count(lookedAt)} that came in while the run was under way.</p>
    ${problem && html`<${Problem} problem=${new Error(problem)} />`}
    ${records.length === 0 && html`<${Empty} title="None of them names it.">The topic keeps records for some time only; later ones are not looked at.</${Empty}>`}
    ${
      records.length > 0 &&
      html`<${DataTable} label="First records" rows=${records} keyOf=${({ partition }: TraceRecord) => String(partition)} columns=${[
        { title: 'Partition', cell: ({ partition }: TraceRecord) => partition },
        { title: 'Offset', numeric: true, cell: ({ offset }: TraceRecord) => count(offset) },
        { title: 'Came in', cell: ({ at }: TraceRecord) => html`<${Time} at=${at} />` },
        { title: 'Run', cell: ({ runId }: TraceRecord) => runId },
        {
          title: 'User',
          cell: ({ key }: TraceRecord) =>
            key !== null && html`<a href="/users/${encodeURIComponent(key)}"><code>${key}</code></a>`,
        },
        {
          title: 'Its rows',
          cell: ({ key }: TraceRecord) => key !== null && html`<${Rows} id=${key} />`,
        },
      ]} />`
    }
  `} />`;
}

/** Whether both stores have what the topic says last of the user. */
function Rows({ id }: { readonly id: string }) {
  const { answer, problem } = useAnswer<UserComparison>(`/api/users/${encodeURIComponent(id)}`);
  if (answer) return html`<${StateBadge} tone=${answer.verdict.tone}>${answer.verdict.title}</${StateBadge}>`;
  return html`<span class="faint">${problem ? 'not known' : '…'}</span>`;
}

function Batches({ first, path }: { readonly first: BatchesAnswer; readonly path: string }) {
  const more = useMore<BatchesAnswer>(path);
  const parts = [first, ...more.parts];
  const batches = parts.flatMap((part) => part.batches);
  const next = parts.at(-1)?.next ?? null;
  const others = batches.some(({ traces }) => traces > 1)
    ? ' Where a batch has several traces, its records are of all of them.'
    : '';
  return html`
    <p class="faint">From CloudWatch's log group <code>${first.group}</code>, the oldest first. A batch names ten traces at most.${others}</p>
    ${batches.length === 0 && html`<${Empty} title=${next === null ? 'No batch names the trace.' : 'No batch names it so far.'}>Its records wait in the topic, the log has forgotten them, or the sink that took them did not name traces yet.</${Empty}>`}
    ${
      batches.length > 0 &&
      html`<${DataTable} label="Batches" rows=${batches} keyOf=${({ at, requestId }: BatchView) => `${at} ${requestId}`} columns=${[
        { title: 'Stored', cell: ({ at }: BatchView) => html`<${Time} at=${at} />` },
        { title: 'Records', numeric: true, cell: ({ records }: BatchView) => count(records) },
        { title: 'Failed', numeric: true, cell: ({ failed }: BatchView) => count(failed) },
        { title: 'Dead letters', numeric: true, cell: ({ givenUp }: BatchView) => count(givenUp) },
        { title: 'Traces', numeric: true, cell: ({ traces }: BatchView) => count(traces) },
        { title: 'Offsets', cell: ({ offsets }: BatchView) => html`<${Offsets} offsets=${offsets} />` },
        { title: 'Invocation', cell: ({ requestId }: BatchView) => html`<code>${requestId}</code>` },
      ]} />`
    }
    ${more.problem && html`<${Problem} problem=${more.problem} />`}
    ${next !== null && html`<div><button type="button" class="button" disabled=${more.isBusy} onClick=${() => more.load(next)}>${more.isBusy ? 'Looking …' : 'Look further'}</button></div>`}
  `;
}

function Offsets({ offsets }: Pick<BatchView, 'offsets'>) {
  const all = Object.entries(offsets);
  return html`<ul>${all.map(([partition, [from, to]]) => html`<li>${partition}: ${count(from)}–${count(to)}</li>`)}</ul>`;
}
