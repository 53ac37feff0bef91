import { html } from 'htm/preact';
import type { Finding, OverviewAnswer } from '../../../overview/answers.ts';
import type { Sample } from '../../../samples/sample.ts';
import { signs, type Tone } from '../../components/state-badge.ts';
import { count, counted, rate } from '../../words.ts';

const tones: Readonly<Record<Finding['severity'], Tone>> = { bad: 'bad', warning: 'warning', note: 'good' };

/** Healthy, or what is not: the worst first, and what to do. */
export function Verdict({ answer, sample }: { readonly answer: OverviewAnswer; readonly sample: Sample }) {
  const { findings, rates } = answer;
  const worst = findings.find(({ severity }) => severity !== 'note');
  const others = findings.filter((finding) => finding !== worst);
  const numbers: readonly (readonly [name: string, value: string])[] = [
    ['Published', rates.published === null ? '–' : rate(rates.published)],
    ['Stored', rates.stored === null ? '–' : rate(rates.stored)],
    ['Waiting', sample.lag === null ? '–' : count(sample.lag)],
    ['Dead letters', sample.deadLetters === null ? '–' : count(sample.deadLetters)],
  ];
  return html`<section class="panel verdict tone-${worst ? tones[worst.severity] : 'good'}" aria-label="Health">
    <div class="verdict-top">
      <span class="verdict-sign" aria-hidden="true">${signs[worst ? tones[worst.severity] : 'good']}</span>
      <div class="verdict-words">
        <h1>${worst ? worst.title : 'Healthy'}</h1>
        <p>${worst ? html`${worst.remedy} <${To} finding=${worst} />` : wellness(sample)}</p>
      </div>
      <dl class="verdict-numbers">${numbers.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    </div>
    ${others.length > 0 && html`<ul class="verdict-others" aria-label="Further findings">${others.map((finding) => html`<${Other} key=${finding.title} finding=${finding} />`)}</ul>`}
    <span class="visually-hidden" role="status">${worst ? 'The pipeline is not healthy.' : 'The pipeline is healthy.'}</span>
  </section>`;
}

/** The good state in a sentence. */
function wellness({ lag, rows: { cassandra, postgres } }: Sample): string {
  if (lag) return `Every part answers, and records are on their way: ${counted(lag, 'record')} to go.`;
  if (cassandra && cassandra.rows === postgres?.rows) {
    return `Every part answers, nothing waits, and both stores have ${counted(cassandra.rows, 'user')}.`;
  }
  return 'Every part answers, and nothing waits.';
}

function Other({ finding }: { readonly finding: Finding }) {
  const { severity, title, remedy } = finding;
  return html`<li class="tone-${severity === 'note' ? 'off' : tones[severity]}">
    <span class="sign" aria-hidden="true">${severity === 'note' ? 'i' : signs[tones[severity]]}</span>
    <p><strong>${title}</strong> ${remedy} <${To} finding=${finding} /></p>
  </li>`;
}

function To({ finding: { link } }: { readonly finding: Finding }) {
  return link && html`<a class="verdict-link" href=${link.to}>${link.text}</a>`;
}
