import { html } from 'htm/preact';
import type { LogAnswer, LogLine } from '../../../runs/answers.ts';
import { Empty, Problem } from '../../components/notices.ts';
import { time } from '../../words.ts';
import { useMore } from './use-more.ts';

const levels: Readonly<Record<string, string>> = { ERROR: 'bad', FATAL: 'bad', CRITICAL: 'bad', WARN: 'warning' };
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Lines of a log, the oldest first, and what asks for those that follow. @param path which answers a part of it */
export function LogView(props: { readonly first: LogAnswer; readonly path: string; readonly none: string }) {
  const { first, path, none } = props;
  const more = useMore<LogAnswer | { readonly log: LogAnswer }>(path);
  const parts = [first, ...more.parts.map((part) => ('log' in part ? part.log : part))];
  const lines = parts.flatMap((part) => part.lines);
  const next = parts.at(-1)?.next ?? null;
  return html`
    <p class="faint">From CloudWatch's log group <code>${first.group}</code> in its own order, the oldest first${next === null ? '.' : '; not all of it was looked at.'}</p>
    ${lines.length === 0 && html`<${Empty} title=${next === null ? 'There is no line.' : 'There is no line so far.'}>${none}</${Empty}>`}
    ${lines.length > 0 && html`<ol class="log-lines" tabindex="0" aria-label="Lines of the log">${lines.map((line) => html`<${Line} line=${line} />`)}</ol>`}
    ${more.problem && html`<${Problem} problem=${more.problem} />`}
    ${next !== null && html`<div><button type="button" class="button" disabled=${more.isBusy} onClick=${() => more.load(next)}>${more.isBusy ? 'Looking …' : 'Look further'}</button></div>`}
  `;
}

function Line({ line: { at, level, text, fields } }: { readonly line: LogLine }) {
  const { stack, ...others } = fields;
  const hasOthers = Object.keys(others).length > 0;
  return html`<li class="log-line log-line-${levels[level ?? ''] ?? (level === null ? 'platform' : 'plain')}">
    <time datetime=${at} title="${time(at)} (${at})">${clock.format(new Date(at))}</time>
    <span class="log-level">${level ?? 'Lambda'}</span>
    <div class="log-text">${text}${hasOthers && html` <code>${JSON.stringify(others)}</code>`}${stack !== undefined && html`<div class="log-stack">${stackText(stack)}</div>`}</div>
  </li>`;
}

function stackText(stack: unknown): string {
  return Array.isArray(stack) ? stack.join('\n') : String(stack);
}

/** The traces that lines name, in their order. */
export function tracesOf(lines: readonly LogLine[]): string[] {
  return [...new Set(lines.flatMap(({ traceId }) => traceId ?? []))];
}
