import { html } from 'htm/preact';
import type { OverviewAnswer } from '../../overview/answers.ts';
import { Answered, Loading } from '../components/notices.ts';
import { useAnswer } from '../use-answer.ts';
import { Charts } from './overview/charts.ts';
import { Flow } from './overview/flow.ts';
import { LastRun, NextRun } from './overview/runs-panel.ts';
import { Verdict } from './overview/verdict.ts';

const everyMs = 2000;

/** The pipeline as it flows: healthy, or what is not. */
export function Overview() {
  const asked = useAnswer<OverviewAnswer>('/api/overview', everyMs);
  return html`<${Answered} asked=${asked} show=${(answer: OverviewAnswer) => html`<${Now} answer=${answer} />`} />`;
}

function Now({ answer }: { readonly answer: OverviewAnswer }) {
  const { sample, history, nextRun } = answer;
  if (!sample) return html`<${Loading} />`;
  return html`
    <${Verdict} answer=${answer} sample=${sample} />
    <${Flow} answer=${answer} sample=${sample} />
    <${Charts} history=${history} />
    <div class="columns">
      <${NextRun} sample=${sample} nextRun=${nextRun} />
      <${LastRun} runs=${sample.runs} />
    </div>
  `;
}
