import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { LogAnswer, PagesAnswer, PageView, RunAnswer, RunRecordsAnswer, RunView } from '../../../runs/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Facts, Panel, ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted } from '../../words.ts';
import { AccountPanel } from './account-panel.ts';
import { LogView, tracesOf } from './log-view.ts';
import { RunAgain } from './run-dialogs.ts';
import { RunJobs, useRunJobs } from './run-jobs.ts';
import { runColumns } from './run-table.ts';
import { isUnderWay, RunState, took, tracePath } from './run-words.ts';
import { useMore } from './use-more.ts';

const everyMs = 3000;
/** Locally a function hands its lines over some time after its run has ended. */
const linesComeMs = 60_000;

/** One run: what became of its users, its pages and its log. */
export function OneRun({ runId }: { readonly runId: string }) {
  const path = `/api/runs/${encodeURIComponent(runId)}`;
  const [isOver, setOver] = useState(false);
  const asked = useAnswer<RunAnswer>(path, isOver ? undefined : everyMs);
  const [isHandedOver, setHandedOver] = useState(false);
  const records = useAnswer<RunRecordsAnswer>(`${path}/records`, isHandedOver ? undefined : everyMs);
  const [isLogged, setLogged] = useState(false);
  const log = useAnswer<LogAnswer>(`${path}/log`, isLogged ? undefined : everyMs);
  const pages = useAnswer<PagesAnswer>(`${path}/pages`, isOver ? undefined : everyMs);
  const [openedMs] = useState(Date.now);
  const jobs = useRunJobs(openedMs);
  const run = asked.answer?.run;
  if (run && !isUnderWay(run) && !isOver) setOver(true);
  if (isOver && !isLogged && run && hasItsLines(run, log.answer)) setLogged(true);
  if (isOver && records.answer?.notCommitted === 0 && !isHandedOver) setHandedOver(true);
  return html`
    <${Answered} asked=${asked} show=${(answer: RunAnswer) => html`
      <${Head} run=${answer.run} onStarted=${jobs.reload} />
      <${Ending} run=${answer.run} />
      <${RunJobs} ...${jobs} onEnd=${asked.reload} />
      <${AccountPanel} run=${answer.run} records=${records} />
      <${Rejections} answer=${answer} />
      <${Panel} title="Log"><${Answered} asked=${log} show=${(first: LogAnswer) => html`<${RunLog} first=${first} path="${path}/log" run=${answer.run} />`} /></${Panel}>
      <${Panel} title="Pages" note="of the API, whose records are in the topic"><${Answered} asked=${pages} show=${(first: PagesAnswer) => html`<${Pages} first=${first} path="${path}/pages" />`} /></${Panel}>
      <${Panel} title="Attempts of ${answer.run.date}"><${DataTable} label="Attempts" columns=${runColumns} rows=${answer.attempts} keyOf=${(one: RunView) => one.runId} /></${Panel}>
    `} />
  `;
}

/** Of a run that is over: no more of them come. */
function hasItsLines({ endedAt }: RunView, log: LogAnswer | undefined): boolean {
  const hasSome = log !== undefined && log.lines.length > 0;
  return hasSome || endedAt === null || Date.now() - Date.parse(endedAt) > linesComeMs;
}

function Head({ run, onStarted }: { readonly run: RunView; readonly onStarted: () => void }) {
  const [open, setOpen] = useState<'anew' | 'on'>();
  const isFailed = run.state === 'failed' || run.state === 'killed';
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/runs">Runs</a> ${run.runId} <${RunState} state=${run.state} />`} actions=${
      !isUnderWay(run) &&
      html`
        ${isFailed && html`<button type="button" class="button button-primary" onClick=${() => setOpen('on')}>Go on …</button>`}
        <button type="button" class="button" onClick=${() => setOpen('anew')}>Rerun …</button>`
    } />
    <section class="panel" aria-label="Facts">
      <${Facts} facts=${[
        ['Logical date', html`<a href="/runs?date=${run.date}">${run.date}</a>`],
        ['Trigger', run.trigger],
        ['Begun', html`<${Time} at=${run.startedAt} />`],
        ['Ended', run.endedAt === null ? 'not yet' : html`<${Time} at=${run.endedAt} />`],
        ['Took', took(run)],
        ...(run.continuations > 0
          ? [['Handed to a next invocation', counted(run.continuations, 'time')] as const]
          : []),
      ]} />
    </section>
    ${open && html`<${RunAgain} run=${run} anew=${open === 'anew'} onStarted=${onStarted} onClose=${() => setOpen(undefined)} />`}
  `;
}

/** Why it has not ended well. */
function Ending({ run: { state, error, leaseUntil } }: { readonly run: RunView }) {
  if (state === 'killed') {
    return html`<div class="notice notice-bad">No sign of life since its lease ended (${html`<${Time} at=${leaseUntil} />`}): its function was killed. The next event of the date keeps it as failed and goes on with what is left.</div>`;
  }
  if (state === 'continued')
    return html`<div class="notice notice-warning">It waits for the function's next invocation.</div>`;
  return error === null ? null : html`<div class="notice notice-bad run-error" role="note">${error}</div>`;
}

function Rejections({ answer: { run, rejections } }: { readonly answer: RunAnswer }) {
  if (run.rejected === 0) return null;
  return html`<${Panel} title="Rejected users" note=${`${count(run.rejected)}; the reasons of the first ${count(rejections.length)}`}>
    <ul class="rejections">${rejections.map((reason) => html`<li>${reason}</li>`)}</ul>
    <p class="faint">The API gives the same users for the date again: mend what reads them, deploy, and rerun the day.</p>
  </${Panel}>`;
}

function RunLog({ first, path, run }: { readonly first: LogAnswer; readonly path: string; readonly run: RunView }) {
  const traces = tracesOf(first.lines);
  const none = isUnderWay(run)
    ? 'Locally a function hands its lines over when its invocation has ended.'
    : 'Its lines are gone (a log group keeps them for some days), or none of them names the run.';
  return html`
    ${traces.length > 0 && html`<p>${traces.length === 1 ? 'Trace' : 'Traces'}: ${traces.map((id, index) => html`${index > 0 && ', '}<a href=${tracePath(id)}><code>${id}</code></a>`)}</p>`}
    <${LogView} first=${first} path=${path} none=${none} />
  `;
}

function Pages({ first, path }: { readonly first: PagesAnswer; readonly path: string }) {
  const more = useMore<PagesAnswer>(path);
  const parts = [first, ...more.parts];
  const pages = parts.flatMap((part) => part.pages);
  const next = parts.at(-1)?.next ?? null;
  if (pages.length === 0)
    return html`<${Empty} title="No page is its own.">It has published none, or a later run has published them again and has them now.</${Empty}>`;
  return html`
    <${DataTable} label="Pages" keyOf=${({ number }: PageView) => String(number)} rows=${pages} columns=${[
      { title: 'Page', cell: ({ number }: PageView) => count(number) },
      { title: 'Users', numeric: true, cell: ({ size }: PageView) => count(size) },
      { title: 'Fetched', numeric: true, cell: ({ fetched }: PageView) => count(fetched) },
      { title: 'Published', numeric: true, cell: ({ published }: PageView) => count(published) },
      { title: 'Rejected', numeric: true, cell: ({ rejected }: PageView) => count(rejected) },
      { title: 'In the topic', cell: ({ publishedAt }: PageView) => html`<${Time} at=${publishedAt} />` },
    ]} />
    ${next !== null && html`<div><button type="button" class="button" disabled=${more.isBusy} onClick=${() => more.load(String(next))}>More pages</button></div>`}
  `;
}
