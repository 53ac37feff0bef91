import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import type { JobView } from '../../jobs/job.ts';
import { change, ServerProblem } from '../server.ts';
import { useAnswer } from '../use-answer.ts';
import { duration } from '../words.ts';
import { Problem } from './notices.ts';
import { StateBadge, type Tone } from './state-badge.ts';

const tones: Readonly<Record<JobView['state'], Tone>> = {
  running: 'busy',
  done: 'good',
  failed: 'bad',
  cancelled: 'off',
};
const everyMs = 1000;

/** Follows work that goes on in the server, and can cancel it. */
export function JobProgress(props: {
  readonly id: string;
  /** Whether it can be cancelled here. @default true */
  readonly cancel?: boolean;
  /** Is called once, when it has ended. */
  readonly onEnd?: (job: JobView) => void;
  /** Shows what it came to. */
  readonly result?: (result: unknown) => unknown;
}) {
  const [isOver, setOver] = useState(false);
  const { answer: job, problem } = useAnswer<JobView>(
    `/api/jobs/${encodeURIComponent(props.id)}`,
    isOver ? undefined : everyMs,
  );
  // The console was started anew meanwhile, or the address is an old one.
  const isUnknown = problem instanceof ServerProblem && problem.status === 404;
  const hasEnded = isUnknown || (job !== undefined && job.state !== 'running');
  useEffect(() => {
    if (!hasEnded || isOver) return;
    setOver(true);
    if (job) props.onEnd?.(job);
  }, [hasEnded]);
  if (!job) return problem ? html`<${Problem} problem=${problem} />` : null;
  const took = (job.endedAt ? Date.parse(job.endedAt) : Date.now()) - Date.parse(job.startedAt);
  return html`<div class="job" role="status">
    <div class="job-head">
      <${StateBadge} tone=${tones[job.state]}>${job.state}</${StateBadge}>
      <strong>${job.title}</strong>
      <span class="faint">${duration(took)}</span>
      ${job.state === 'running' && (props.cancel ?? true) && html`<button type="button" class="button" onClick=${() => change('POST', `/api/jobs/${job.id}/cancel`)}>Cancel</button>`}
    </div>
    ${job.error && html`<div class="notice notice-bad">${job.error}</div>`}
    ${job.state === 'done' && props.result?.(job.result)}
    ${job.lines.length > 0 && html`<${Lines} lines=${job.lines} isOver=${job.state === 'done' && props.result !== undefined} />`}
  </div>`;
}

/** What it said; where it has come to something, that is what counts. */
function Lines({ lines, isOver }: { readonly lines: JobView['lines']; readonly isOver: boolean }) {
  const log = html`<pre class="log">${(isOver ? lines : lines.slice(-12)).join('\n')}</pre>`;
  return isOver ? html`<details><summary>What it did</summary>${log}</details>` : log;
}
