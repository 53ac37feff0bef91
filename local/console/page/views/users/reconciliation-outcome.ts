import { html } from 'htm/preact';
import type { ComparisonOutcome, CountView, KindView, ReconciliationResult } from '../../../reconcile/answers.ts';
import { type Column, DataTable } from '../../components/data-table.ts';
import { Facts } from '../../components/panel.ts';
import { count, counted } from '../../words.ts';
import { DifferenceItem } from './difference-item.ts';

type Repair = NonNullable<ReconciliationResult['repair']>;

/** What a reconciliation came to. @param isNewest its file of differences is still there */
export function ReconciliationOutcome({
  result,
  isNewest,
}: {
  readonly result: ReconciliationResult;
  readonly isNewest: boolean;
}) {
  const { found, repair, topic } = result;
  if (!repair) return html`<${Comparison} outcome=${found} topic=${topic} isNewest=${isNewest} />`;
  return html`
    <div class="notice notice-good"><div>${repairWords(repair)}</div></div>
    <h3>After the repair</h3>
    <${Comparison} outcome=${repair.left} topic=${topic} isNewest=${isNewest} />
    <details><summary>Before the repair</summary><${Comparison} outcome=${found} topic=${topic} isNewest=${false} /></details>
  `;
}

function repairWords({ repaired, replayed, renewed }: Repair): string {
  return `${count(repaired)} repaired: ${counted(replayed, 'record')} published again, ${count(renewed)} as ${renewed === 1 ? 'a new one' : 'new ones'}.`;
}

function Comparison({
  outcome,
  topic,
  isNewest,
}: {
  readonly outcome: ComparisonOutcome;
  readonly topic: string;
  readonly isNewest: boolean;
}) {
  if ('underWay' in outcome) {
    return html`<div class="notice notice-warning"><div>
      <strong>${counted(outcome.underWay, 'record is', 'records are')} in the topic and not in the stores yet: nothing was compared.</strong>
      <p>See whether <a href="/mappings">the sink's mapping</a> is enabled, and compare again.</p>
    </div></div>`;
  }
  const { differing, records, users, notUsers, older, changedMeanwhile, counts, kinds } = outcome;
  return html`<div class="reconciliation">
    ${
      differing === 0
        ? html`<div class="notice notice-good"><strong>No difference.</strong></div>`
        : html`<div class="notice notice-bad"><strong>${counted(differing, 'user or record differs', 'users or records differ')}.</strong>
          ${isNewest && html`<a class="button" href="/api/reconciliations/differences" download="differences.jsonl">Download the differences</a>`}
        </div>`
    }
    <${Facts} facts=${[
      ['Records in the topic', count(records)],
      ['Users by the topic', count(users.topic)],
      ['Rows in Cassandra', count(users.cassandra)],
      ['Rows in PostgreSQL', count(users.postgres)],
      [
        'Records that are no users',
        `${count(notUsers.records)}${notUsers.notCompared ? `, not compared with the dead letters: ${notUsers.notCompared}` : ''}`,
      ],
      ...(older > 0
        ? [['Older than the topic', `${counted(older, 'user')}: only the stores were compared with each other`]]
        : []),
      ...(changedMeanwhile > 0 ? [['Changed meanwhile', `${counted(changedMeanwhile, 'user')}, not compared`]] : []),
    ]} />
    ${kinds.map((kind) => html`<${Kind} key=${kind.kind} kind=${kind} topic=${topic} />`)}
    ${counts.length > 0 && html`<${Counts} counts=${counts} />`}
  </div>`;
}

function Kind({ kind: { meaning, count: number, first }, topic }: { readonly kind: KindView; readonly topic: string }) {
  return html`<section class="difference-kind">
    <h3>${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}: ${count(number)}</h3>
    <ul class="difference-list">${first.map((line) => html`<${DifferenceItem} line=${line} topic=${topic} />`)}</ul>
    ${number > first.length && html`<p class="faint">… and ${count(number - first.length)} more, in the file.</p>`}
  </section>`;
}

const columns: readonly Column<CountView>[] = [
  { title: 'Partition', cell: ({ partition }) => partition },
  { title: 'Day', cell: ({ day }) => day },
  { title: 'Topic', numeric: true, cell: ({ topic }) => count(topic) },
  { title: 'Cassandra', numeric: true, cell: ({ cassandra }) => count(cassandra) },
  { title: 'PostgreSQL', numeric: true, cell: ({ postgres }) => count(postgres) },
];

function Counts({ counts }: { readonly counts: readonly CountView[] }) {
  return html`<section class="difference-kind">
    <h3>Users whose number differs, by the partition and day of their newest change</h3>
    <${DataTable} label="Numbers of users" columns=${columns} rows=${counts} keyOf=${({ partition, day }: CountView) => `${partition} ${day}`} />
  </section>`;
}
