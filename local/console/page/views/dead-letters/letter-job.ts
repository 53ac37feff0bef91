import { html } from 'htm/preact';
import type { DiscardOutcome, ReplayOutcome } from '../../../dead-letters/answers.ts';
import { goWith } from '../../address.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Panel } from '../../components/panel.ts';
import { Outcome } from './outcome.ts';

/** The replay or discard that the address names. */
export function LetterJob({ id, onEnd }: { readonly id: string | null; readonly onEnd: () => void }) {
  if (!id) return null;
  const close = html`<button type="button" class="button button-quiet" onClick=${() => goWith({ job: undefined })}>Close</button>`;
  return html`<${Panel} title="Begun in this console" actions=${close}>
    <${JobProgress} key=${id} id=${id} onEnd=${onEnd} result=${(result: unknown) => html`<${Outcome} outcome=${result as ReplayOutcome | DiscardOutcome} />`} />
  </${Panel}>`;
}
