import { html } from 'htm/preact';
import type { OverviewAnswer } from '../../../overview/answers.ts';
import type { Sample } from '../../../samples/sample.ts';
import { signs } from '../../components/state-badge.ts';
import { FlowLink } from './flow-link.ts';
import { Icon } from './icons.ts';
import { type FlowNode, nodesOf } from './nodes.ts';
import { RunBars } from './run-bars.ts';
import { isUnderWay } from './run-words.ts';

/** The pipeline drawn as it flows. */
export function Flow({ answer, sample }: { readonly answer: OverviewAnswer; readonly sample: Sample }) {
  const nodes = nodesOf(answer, sample);
  const { published, stored } = answer.rates;
  const last = sample.runs?.[0];
  const isStarting = last !== undefined && isUnderWay(last) && last.trigger === 'schedule';
  const isStoring = (stored ?? 0) > 0;
  const isInvoking = isStoring || (sample.mapping?.inFlight ?? 0) > 0;
  return html`<section class="panel flow-panel" aria-label="The pipeline as it flows">
    <div class="flow">
      <${Node} node=${nodes.schedule} />
      <${FlowLink} place="starts" isMoving=${isStarting} />
      <${Node} node=${nodes.fetch} />
      <${FlowLink} place="publishes" isMoving=${(published ?? 0) > 0} />
      <${Node} node=${nodes.topic} />
      <${FlowLink} place="polls" isMoving=${isInvoking} />
      <${Node} node=${nodes.mapping} />
      <${FlowLink} place="invokes" isMoving=${isInvoking} />
      <${Node} node=${nodes.sink} />
      <${FlowLink} place="stores" shape="fork" isMoving=${isStoring} />
      <${Node} node=${nodes.cassandra} />
      <${Node} node=${nodes.postgres} />
      <${FlowLink} place="gives-up" isAside isWarning=${(sample.deadLetters ?? 0) > 0} />
      <${Node} node=${nodes.deadLetters} />
      <${RunBars} runs=${sample.runs ?? []} />
    </div>
  </section>`;
}

const said = { good: 'well', busy: 'at work', warning: 'look here', bad: 'not well', off: 'idle' } as const;

function Node({ node }: { readonly node: FlowNode }) {
  const { place, kind, name, icon, to, tone, value, unit, facts } = node;
  return html`<a class="flow-node flow-${place} tone-${tone}" href=${to}>
    <span class="flow-head">
      <${Icon} name=${icon} />
      <span class="flow-kind">${kind}</span>
      <span class="sign" title=${said[tone]}><span aria-hidden="true">${signs[tone]}</span><span class="visually-hidden">${said[tone]}</span></span>
    </span>
    <span class="flow-name">${name}</span>
    <span class="flow-value"><strong>${value}</strong> ${unit}</span>
    ${facts.length > 0 && html`<span class="flow-facts">${facts.map(([fact, what]) => html`<span><span class="faint">${fact}</span> <span>${what}</span></span>`)}</span>`}
  </a>`;
}
