import { html } from 'htm/preact';
import type { RunOutline } from '../../../samples/sample.ts';
import { signs } from '../../components/state-badge.ts';
import { counted } from '../../words.ts';
import { addressOf, stateOfRun, toneOfRun } from './run-words.ts';

/** The last runs side by side, the newest last, each as high as it has published. */
export function RunBars({ runs }: { readonly runs: readonly RunOutline[] }) {
  const most = Math.max(1, ...runs.map(({ published }) => published));
  if (runs.length === 0) return null;
  return html`<div class="flow-runs">
    <h2>Last runs <span class="faint">by users published</span></h2>
    <ol class="run-bars">${[...runs].reverse().map((run) => html`<li key=${run.id}><${Bar} run=${run} share=${run.published / most} /></li>`)}</ol>
  </div>`;
}

function Bar({ run, share }: { readonly run: RunOutline; readonly share: number }) {
  const tone = toneOfRun(run);
  const words = `Run ${run.id}: ${stateOfRun(run)}, ${counted(run.published, 'user')} published`;
  return html`<a class="run-bar tone-${tone}" href=${addressOf(run)} title=${words} aria-label=${words}>
    <span class="run-bar-fill" style=${{ height: `${Math.round(share * 100)}%` }}></span>
    <span class="run-bar-sign" aria-hidden="true">${signs[tone]}</span>
  </a>`;
}
