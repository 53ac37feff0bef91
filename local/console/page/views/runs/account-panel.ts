import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { PartitionRange, RunLettersAnswer, RunRecordsAnswer, RunView } from '../../../runs/answers.ts';
import { DataTable } from '../../components/data-table.ts';
import { Answered, Problem } from '../../components/notices.ts';
import { Panel } from '../../components/panel.ts';
import { ask } from '../../server.ts';
import type { Asked } from '../../use-answer.ts';
import { count, counted } from '../../words.ts';
import { type Account, accountOf } from './account.ts';
import { runPath } from './run-words.ts';

type Line = readonly [name: string, value: string, how: 'exact' | 'derived' | 'not known', why: unknown];

/** asked = fetched + …, and published = stored + dead-lettered + under way: each number with how it is known. */
export function AccountPanel({ run, records }: { readonly run: RunView; readonly records: Asked<RunRecordsAnswer> }) {
  const [letters, setLetters] = useState<RunLettersAnswer>();
  const account = accountOf(run, records.answer, letters);
  return html`<${Panel} title="What became of its users">
    ${!account.addsUp && html`<div class="notice notice-bad">It does not add up: fetched is not published and rejected together. See the log.</div>`}
    <div class="columns">
      <${Lines} title="From the API to the topic" sum=${sumOfUsers(run, account)} lines=${userLines(run, account)} />
      <div><${Answered} asked=${records} show=${() => html`<${Lines} title="From the topic to the stores" sum=${sumOfRecords(run, account)} lines=${recordLines(run, account, letters)} />`} /></div>
    </div>
    ${records.answer && run.published > 0 && html`<${Letters} runId=${run.runId} queued=${records.answer.queued} letters=${letters} onFound=${setLetters} />`}
    ${records.answer && html`<${Places} records=${records.answer} />`}
  </${Panel}>`;
}

function number(value: number | null): string {
  return value === null ? '–' : count(value);
}

/** In a sum, where a dash would be taken for a minus. */
function term(value: number | null): string {
  return value === null ? '?' : count(value);
}

function sumOfUsers({ asked, fetched, published, rejected }: RunView, { earlier, left }: Account): string {
  const others = (value: number | null, what: string) => (value === 0 ? '' : ` + ${term(value)} ${what}`);
  const rest = `${others(earlier, 'by earlier attempts')}${others(left, 'left')}`;
  return `${count(asked)} asked = ${count(fetched)} fetched${rest}; ${count(fetched)} fetched = ${count(published)} published + ${count(rejected)} rejected`;
}

function userLines({ asked, fetched, published, rejected, total }: RunView, { earlier, left }: Account): Line[] {
  const ofRow = 'The row in pipeline_runs, counted page by page.';
  const counted =
    earlier === null
      ? 'The whole date is counted when a run ends by itself.'
      : 'The row: the whole date, less this run.';
  const how = earlier === null ? 'not known' : 'exact';
  return [
    ['Asked', count(asked), 'exact', 'The event that began it.'],
    ['Fetched', count(fetched), 'exact', ofRow],
    ['By earlier attempts', number(earlier), how, counted],
    ['Left', number(left), how, left ? `No attempt has them yet; the date has ${count(total.fetched)}.` : counted],
    ['Published', count(published), 'exact', `${ofRow} All in-sync replicas have them.`],
    ['Rejected', count(rejected), 'exact', ofRow],
  ];
}

function sumOfRecords({ published }: RunView, { stored, deadLetters, underWay }: Account): string {
  const [most, least] = underWay === 0 ? ['', ''] : ['≤ ', '≥ '];
  return `${count(published)} published = ${least}${term(stored)} stored + ${term(deadLetters)} in the dead letters + ${most}${term(underWay)} under way`;
}

function recordLines(
  { published }: RunView,
  { underWay, handedOver, deadLetters, stored }: Account,
  letters: RunLettersAnswer | undefined,
): Line[] {
  const isAll = underWay === 0;
  const handed = isAll
    ? 'The group has committed every offset that came in while the run was under way.'
    : 'Offsets of the time of the run that the group has not committed, those of others among them.';
  const how = (value: number | null) => (value === null ? 'not known' : 'derived');
  return [
    ['Under way', `${isAll ? '' : '≤ '}${number(underWay)}`, how(underWay), handed],
    [
      'Given to the sink',
      `${isAll ? '' : '≥ '}${number(handedOver)}`,
      how(handedOver),
      'Published, less those under way: each is stored or a dead letter.',
    ],
    [
      'In the dead letters',
      number(deadLetters),
      deadLetters === null ? 'not known' : 'exact',
      published === 0 ? 'It has published nothing.' : lettersWords(deadLetters, letters),
    ],
    [
      'Stored',
      `${isAll || stored === null ? '' : '≥ '}${number(stored)}`,
      how(stored),
      'Given to the sink, less the dead letters. A letter that was deleted, or expired after 14 days, counts as stored here; npm run reconcile compares every record.',
    ],
  ];
}

function lettersWords(deadLetters: number | null, letters: RunLettersAnswer | undefined): string {
  if (letters)
    return `Letters whose header run-id names the run, of ${counted(letters.lookedAt, 'message')} in the queue now.`;
  return deadLetters === 0 ? 'The queue is empty.' : 'The queue has letters: look through them below.';
}

function Lines({
  title,
  sum,
  lines,
}: {
  readonly title: string;
  readonly sum: string;
  readonly lines: readonly Line[];
}) {
  return html`<section class="account">
    <h3>${title}</h3>
    <p class="account-sum">${sum}</p>
    <dl>${lines.map(
      ([name, value, how, why]) => html`<div>
        <dt>${name}</dt>
        <dd><strong>${value}</strong> <span class="account-how account-${how.replace(' ', '-')}">${how}</span><span class="faint">${why}</span></dd>
      </div>`,
    )}</dl>
  </section>`;
}

/** Looking through the queue takes its messages away from others for a moment: it is asked for. */
function Letters(props: {
  readonly runId: string;
  readonly queued: number | null;
  readonly letters: RunLettersAnswer | undefined;
  readonly onFound: (letters: RunLettersAnswer) => void;
}) {
  const { runId, queued, letters, onFound } = props;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error>();
  if (queued === 0 && !letters) return null;
  const look = async () => {
    setBusy(true);
    setProblem(undefined);
    const path = `/api${runPath(runId)}/dead-letters`;
    await ask<RunLettersAnswer>(path).then(onFound, setProblem);
    setBusy(false);
  };
  return html`
    <div class="account-letters">
      <button type="button" class="button" disabled=${isBusy} onClick=${look}>${isBusy ? 'Looking …' : 'Look through the dead letters'}</button>
      <p class="faint">${queued === null ? 'The queue does not say how many it has.' : `About ${counted(queued, 'message')} in the queue; others are not given them while they are looked at.`}</p>
    </div>
    ${letters && (letters.unclear > 0 || !letters.complete) && html`<div class="notice notice-warning">${unclearWords(letters)}</div>`}
    ${problem && html`<${Problem} problem=${problem} />`}
  `;
}

function unclearWords({ records, unclear, lookedAt, complete }: RunLettersAnswer): string {
  const named = `${counted(records, 'record')} of the run in ${counted(lookedAt, 'letter')}.`;
  const batches =
    unclear > 0
      ? ` ${counted(unclear, 'letter')} of the mapping ${unclear === 1 ? 'is' : 'are'} about offsets that may be the run's, and do not say whose.`
      : '';
  return `${named}${batches}${complete ? '' : ' The queue has more than were looked at.'}`;
}

function Places({ records: { topic, group, partitions, inRange } }: { readonly records: RunRecordsAnswer }) {
  return html`<details>
    <summary>Offsets of ${topic} that came in while it was under way (${count(inRange)})</summary>
    <p class="faint">Found by the broker's time, a minute more on both sides; records of others are among them. Committed: where the group ${group} goes on.</p>
    <${DataTable} label="Offsets" rows=${partitions} keyOf=${({ partition }: PartitionRange) => String(partition)} columns=${[
      { title: 'Partition', cell: ({ partition }: PartitionRange) => partition },
      { title: 'First', numeric: true, cell: ({ from, to }: PartitionRange) => (from < to ? count(from) : '–') },
      { title: 'Last', numeric: true, cell: ({ from, to }: PartitionRange) => (from < to ? count(to - 1) : '–') },
      { title: 'Committed', numeric: true, cell: ({ committed }: PartitionRange) => number(committed) },
    ]} />
  </details>`;
}
