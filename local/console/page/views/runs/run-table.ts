import { html } from 'htm/preact';
import type { RunsAnswer, RunView, ShownState } from '../../../runs/answers.ts';
import { goWith } from '../../address.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import type { Asked } from '../../use-answer.ts';
import { count } from '../../words.ts';
import { textOf } from './run-dialogs.ts';
import { isUnderWay, RunState, runPath, stateWords, took } from './run-words.ts';

export const runColumns: readonly Column<RunView>[] = [
  { title: 'Date', cell: ({ runId, date }) => html`<a href=${runPath(runId)}>${date}</a>` },
  { title: 'Attempt', numeric: true, cell: ({ attempt }) => count(attempt) },
  { title: 'State', cell: ({ state }) => html`<${RunState} state=${state} />` },
  { title: 'Trigger', cell: ({ trigger }) => trigger },
  { title: 'Published', numeric: true, cell: ({ asked, published }) => `${count(published)} of ${count(asked)}` },
  { title: 'Rejected', numeric: true, cell: ({ rejected }) => count(rejected) },
  { title: 'Begun', cell: ({ startedAt }) => html`<${Time} at=${startedAt} />` },
  { title: 'Took', numeric: true, cell: (run) => took(run) },
];

/** A page of the runs that the address chooses, the newest date first. */
export function RunTable(props: {
  readonly query: URLSearchParams;
  readonly asked: Asked<RunsAnswer>;
  readonly onRerun: (run: RunView) => void;
}) {
  const { query, asked, onRerun } = props;
  const again: Column<RunView> = {
    title: 'Action',
    cell: (run) =>
      !isUnderWay(run) &&
      html`<button type="button" class="button-link" aria-label="Rerun ${run.date}" onClick=${() => onRerun(run)}>Rerun</button>`,
  };
  return html`<${Panel} title="Runs" note="by logical date, the newest first">
    <${Filters} query=${query} />
    <${Answered} asked=${asked} show=${({ runs, next }: RunsAnswer) => html`
      ${runs.length === 0 ? html`<${NoRuns} query=${query} />` : html`<${DataTable} label="Runs" columns=${[...runColumns, again]} rows=${runs} keyOf=${(run: RunView) => run.runId} />`}
      <${Turn} isFirst=${!query.has('after')} next=${next} />
    `} />
  </${Panel}>`;
}

function Turn({ isFirst, next }: { readonly isFirst: boolean; readonly next: string | null }) {
  if (isFirst && next === null) return null;
  return html`<nav class="row" aria-label="Pages of runs">
    ${!isFirst && html`<button type="button" class="button" onClick=${() => goWith({ after: undefined })}>Newest</button>`}
    ${next !== null && html`<button type="button" class="button" onClick=${() => goWith({ after: next })}>Older</button>`}
  </nav>`;
}

function Filters({ query }: { readonly query: URLSearchParams }) {
  const date = query.get('date') ?? '';
  const choose = (choices: Readonly<Record<string, string>>) => goWith({ after: undefined, ...choices });
  const ends = { from: date || (query.get('from') ?? ''), to: date || (query.get('to') ?? '') };
  const chooseRange = (choice: Partial<typeof ends>) => choose({ date: '', ...ends, ...choice });
  const isFiltered = ['date', 'from', 'to', 'state'].some((name) => query.has(name));
  return html`<div class="row run-filters" role="search" aria-label="Which runs">
    <label class="field">State
      <select value=${query.get('state') ?? ''} onChange=${(event: Event) => choose({ state: textOf(event) })}>
        <option value="">all</option>
        ${(Object.keys(stateWords) as ShownState[]).map((state) => html`<option value=${state}>${stateWords[state][1]}</option>`)}
      </select>
    </label>
    <label class="field">From<input type="date" value=${ends.from} onChange=${(event: Event) => chooseRange({ from: textOf(event) })} /></label>
    <label class="field">To<input type="date" value=${ends.to} onChange=${(event: Event) => chooseRange({ to: textOf(event) })} /></label>
    ${isFiltered && html`<button type="button" class="button" onClick=${() => choose({ date: '', from: '', to: '', state: '' })}>All runs</button>`}
  </div>`;
}

function NoRuns({ query }: { readonly query: URLSearchParams }) {
  if (query.size === 0)
    return html`<${Empty} title="No run was begun yet.">Run now begins one; the schedule begins one each day.</${Empty}>`;
  return html`<${Empty} title="There is no such run.">${query.has('date') ? 'Run now can do the day.' : 'Choose another state or range.'}</${Empty}>`;
}
