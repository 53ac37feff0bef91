import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';
import { OneRun } from './runs/one-run.ts';
import { RunList } from './runs/run-list.ts';
import { Trace } from './runs/trace.ts';

/** All runs; one by its id; or, below /runs/trace/, what belongs to one trace. */
export function Runs({ rest: [first, second = ''], query }: ViewProps) {
  if (first === undefined) return html`<${RunList} query=${query} />`;
  if (first === 'trace') return html`<${Trace} key=${second} traceId=${second} />`;
  return html`<${OneRun} key=${first} runId=${first} />`;
}
