import { html } from 'htm/preact';
import type { AuditAnswer, AuditLine } from '../../audit/answers.ts';
import { type Column, DataTable } from '../components/data-table.ts';
import { Answered, Empty } from '../components/notices.ts';
import { Panel, ViewHead } from '../components/panel.ts';
import { StateBadge, type Tone } from '../components/state-badge.ts';
import { Time } from '../components/time.ts';
import { formatJson } from '../json-text.ts';
import { useAnswer } from '../use-answer.ts';
import type { ViewProps } from '../views.ts';
import { visible } from '../visible.ts';
import { counted } from '../words.ts';

const few = '100';
const most = '500';
/** Characters that stand in one line. */
const shortBody = 36;

/** What was changed from this console. */
export function Audit({ query }: ViewProps) {
  const limit = query.get('limit') === most ? most : few;
  const asked = useAnswer<AuditAnswer>(`/api/audit?limit=${limit}`);
  return html`
    <${ViewHead} title="Audit" actions=${html`<button type="button" class="button" onClick=${asked.reload}>Refresh</button>`}>
      Every change that was asked of this console, also what it refused, the newest first.
      What became of each dead letter, here or elsewhere, stands with the <a href="/dead-letters/replays">replays</a>.
    </${ViewHead}>
    <${Answered} asked=${asked} show=${(answer: AuditAnswer) => html`<${Changes} answer=${answer} limit=${limit} />`} />
  `;
}

function Changes({ answer, limit }: { readonly answer: AuditAnswer; readonly limit: string }) {
  const { lines, unreadable, file } = answer;
  if (lines.length + unreadable === 0) {
    return html`<${Empty} title="Nothing was changed yet">Pause a mapping, start a run or replay a dead letter: it is noted here with who did it.</${Empty}>`;
  }
  const isFull = lines.length === Number(limit);
  return html`
    ${unreadable > 0 && html`<div class="notice notice-warning">${counted(unreadable, 'line')} of the file cannot be read, as when a disk was full.</div>`}
    <${Panel} title="The last changes" note=${counted(lines.length, 'change')}>
      <${DataTable} label="Changes" columns=${columns} rows=${lines} keyOf=${keyOf} />
    </${Panel}>
    ${isFull && limit === few && html`<div class="row"><a class="button" href="/audit?limit=${most}">Show ${most}</a></div>`}
    <p class="faint">All changes, a line of JSON each: <code>${file}</code></p>
  `;
}

const columns: readonly Column<AuditLine>[] = [
  { title: 'When', cell: ({ at }) => html`<${Time} at=${at} />` },
  { title: 'Who', cell: ({ user }) => visible(user) },
  { title: 'What', cell: ({ change }) => html`<code class="foreign">${visible(change)}</code>` },
  { title: 'Body', cell: ({ asked }) => html`<${Body} asked=${asked} />` },
  { title: 'Outcome', cell: ({ status }) => html`<${Outcome} status=${status} />` },
];

/** As JSON with a line for each value, unless it is short; what was cut is no JSON any more. */
function Body({ asked }: Pick<AuditLine, 'asked'>) {
  if (asked === '' || asked === '{}') return html`<span class="faint">none</span>`;
  const text = asked.length <= shortBody ? asked : (formatJson(asked) ?? asked);
  return html`<pre class="audit-body foreign" tabindex="0" aria-label="Body">${visible(text)}</pre>`;
}

function Outcome({ status }: Pick<AuditLine, 'status'>) {
  const [tone, word] = outcomeOf(status);
  return html`<span class="audit-outcome"><${StateBadge} tone=${tone}>${word}</${StateBadge}> <span class="faint">${status}</span></span>`;
}

function outcomeOf(status: number | null): readonly [Tone, string] {
  // It is being made, or the console ended before it was.
  if (status === null) return ['off', 'not ended'];
  if (status === 202) return ['busy', 'started'];
  if (status < 400) return ['good', 'done'];
  return status < 500 ? ['warning', 'refused'] : ['bad', 'failed'];
}

function keyOf({ id }: AuditLine): string {
  return id;
}
