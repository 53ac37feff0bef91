import { html } from 'htm/preact';
import type { ReplayOutcome } from '../../../dead-letters/answers.ts';
import { goWith } from '../../address.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Panel } from '../../components/panel.ts';
import { Outcome } from './replay-outcome.ts';

/** The replay that the address names. */
export function ReplayJob({ id, onEnd }: { readonly id: string | null; readonly onEnd: () => void }) {
  if (!id) return null;
  const close = html`<button type="button" class="button button-quiet" onClick=${() => goWith({ job: undefined })}>Close</button>`;
  return html`<${Panel} title="Replay" actions=${close}>
    <${JobProgress} key=${id} id=${id} onEnd=${onEnd} result=${(result: unknown) => html`<${Outcome} outcome=${result as ReplayOutcome} />`} />
  </${Panel}>`;
}
