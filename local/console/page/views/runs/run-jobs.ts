import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { JobView } from '../../../jobs/job.ts';
import type { BackfillResult, StartedRun } from '../../../runs/answers.ts';
import { JobProgress } from '../../components/job-progress.ts';
import { Panel } from '../../components/panel.ts';
import { useAnswer } from '../../use-answer.ts';
import { counted } from '../../words.ts';
import { runPath } from './run-words.ts';

const everyMs = 3000;
/** Until when those that have ended are not shown any more. */
const hiddenKey = 'runs-hidden-until';

/**
 * The newest run and the newest backfill of this console: under way, or ended since the reader has hidden such.
 * @param sinceMs those that ended before it are left out, too
 */
export function useRunJobs(sinceMs = 0) {
  const { answer, reload } = useAnswer<{ readonly jobs: readonly JobView[] }>('/api/jobs', everyMs);
  const [hiddenMs, setHiddenMs] = useState(Number(sessionStorage.getItem(hiddenKey)));
  const hide = () => {
    sessionStorage.setItem(hiddenKey, String(Date.now()));
    setHiddenMs(Date.now());
  };
  const newest = ['run', 'backfill'].flatMap((kind) => answer?.jobs.find((job) => job.kind === kind) ?? []);
  const jobs = newest.filter(({ endedAt }) => !endedAt || Date.parse(endedAt) > Math.max(hiddenMs, sinceMs));
  return { jobs, reload, hide };
}

export function RunJobs(props: ReturnType<typeof useRunJobs> & { readonly onEnd: () => void }) {
  const { jobs, hide, onEnd } = props;
  if (jobs.length === 0) return null;
  const isOver = jobs.every(({ state }) => state !== 'running');
  return html`<${Panel} title="Begun in this console" actions=${isOver && html`<button type="button" class="button" onClick=${hide}>Hide</button>`}>
    ${jobs.map((job) => html`<${JobProgress} key=${job.id} id=${job.id} onEnd=${onEnd} result=${job.kind === 'run' ? ofRun : ofBackfill} />`)}
  </${Panel}>`;
}

function ofRun(result: unknown) {
  const { runId, repeated } = result as StartedRun;
  return html`<p>${repeated ? 'The day was done already by' : 'What it came to:'} <a href=${runPath(runId)}>run ${runId}</a></p>`;
}

function ofBackfill(result: unknown) {
  const { from, to, runs } = result as BackfillResult;
  return html`<p><a href="/runs?from=${from}&to=${to}">${counted(runs, 'run')} from ${from} to ${to}</a></p>`;
}
