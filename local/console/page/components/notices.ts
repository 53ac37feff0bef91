import { html } from 'htm/preact';
import { ServerProblem } from '../server.ts';

/** What went wrong and what to do. */
export function Problem({ problem, onRetry }: { readonly problem: Error; readonly onRetry?: () => void }) {
  const remedy = problem instanceof ServerProblem ? problem.remedy : undefined;
  return html`<div class="notice notice-bad" role="alert">
    <div><strong>${problem.message}</strong>${remedy && html`<p>${remedy}</p>`}</div>
    ${onRetry && html`<button type="button" class="button" onClick=${onRetry}>Try again</button>`}
  </div>`;
}

/** Nothing is there, and how something would be. */
export function Empty({ title, children }: { readonly title: string; readonly children?: unknown }) {
  return html`<div class="empty"><strong>${title}</strong>${children && html`<p>${children}</p>`}</div>`;
}

export function Loading() {
  return html`<div class="loading" role="status"><span class="spinner" aria-hidden="true"></span>Loading …</div>`;
}

/** What is shown of a question: its problem, that it is under way, or what is made of the answer. */
export function Answered<Answer>(props: {
  readonly asked: { readonly answer?: Answer; readonly problem?: Error; readonly reload: () => void };
  readonly show: (answer: Answer) => unknown;
}) {
  const { answer, problem, reload } = props.asked;
  return html`
    ${problem && html`<${Problem} problem=${problem} onRetry=${reload} />`}
    ${answer === undefined ? !problem && html`<${Loading} />` : props.show(answer)}
  `;
}
