import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { LetterAnswer, LetterLine, ReplaysAnswer, WholeLetter } from '../../../dead-letters/answers.ts';
import { Answered, Empty, Loading } from '../../components/notices.ts';
import { Facts, Panel, ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { useAnswer } from '../../use-answer.ts';
import { visible } from '../../visible.ts';
import { count, counted } from '../../words.ts';
import { LetterDialog } from './letter-dialog.ts';
import { LetterJob } from './letter-job.ts';
import { size } from './letter-table.ts';
import type { Wish } from './letter-words.ts';
import { Origin } from './origin.ts';
import { OriginalRecord, ShownText } from './original-record.ts';
import { HelpText } from './reasons.ts';
import { ReplayTable } from './replays.ts';

const everyMs = 500;

/** Everything that is known of a letter. */
export function LetterView({ id, query }: { readonly id: string; readonly query: URLSearchParams }) {
  const [isReading, setReading] = useState(true);
  const asked = useAnswer<LetterAnswer>(
    `/api/dead-letters/letters/${encodeURIComponent(id)}`,
    isReading ? everyMs : undefined,
  );
  const replays = useAnswer<ReplaysAnswer>(
    `/api/dead-letters/replays?${new URLSearchParams({ letter: id, limit: '50' })}`,
  );
  const [action, setAction] = useState<Wish['action']>();
  const isRead = asked.problem !== undefined || asked.answer?.isReading === false;
  if (isReading === isRead) setReading(!isRead);
  const isGone = asked.answer?.isGone ?? false;
  const isThere = !isGone && asked.answer?.line != null;
  const reload = () => {
    asked.reload();
    replays.reload();
  };
  return html`
    <${ViewHead} title=${html`<a class="crumb" href="/dead-letters">Dead letters</a> <span class="foreign">${visible(id)}</span>`} actions=${html`
      <button type="button" class="button" disabled=${!isThere} onClick=${() => setAction('discard')}>Discard …</button>
      <button type="button" class="button button-primary" disabled=${!isThere} onClick=${() => setAction('replay')}>Replay …</button>
    `} />
    <${LetterJob} id=${query.get('job')} onEnd=${reload} />
    ${isGone ? html`<${Empty} title="It is not in the queue.">It was replayed or discarded, or somebody else reads it at this moment. What was done with it stands below.</${Empty}>` : html`<${Answered} asked=${asked} show=${(answer: LetterAnswer) => html`<${Letter} answer=${answer} />`} />`}
    <${Panel} title="What was done with it">
      <${Answered} asked=${replays} show=${({ rows }: ReplaysAnswer) => (rows.length > 0 ? html`<${ReplayTable} rows=${rows} withLetter=${false} />` : html`<p class="faint">Nobody has tried to replay it.</p>`)} />
    </${Panel}>
    ${action && html`<${LetterDialog} wish=${{ action, choice: { id } }} onClose=${() => setAction(undefined)} />`}
  `;
}

function Letter({ answer: { line, help, whole } }: { readonly answer: LetterAnswer }) {
  return html`
    ${line && html`<${Panel} title=${visible(line.reason)}><p class="letter-why foreign">${visible(whole?.message ?? line.message)}</p><div><${HelpText} help=${help} /></div><${LetterFacts} line=${line} whole=${whole} /></${Panel}>`}
    ${whole ? html`<${Records} whole=${whole} />` : html`<${Loading} />`}
  `;
}

function LetterFacts({ line, whole }: { readonly line: LetterLine; readonly whole: WholeLetter | null }) {
  const topics = [...new Set(line.ranges.map(({ topic }) => topic))];
  return html`<${Facts} facts=${[
    ['Topic', topics.length > 0 ? html`<code>${topics.join(', ')}</code>` : null],
    ['Origin', html`<${Origin} ranges=${line.ranges} most=${20} />`],
    ['Size', size(line)],
    ['Replays', line.replays === null ? 'see the records’ headers' : count(line.replays)],
    ['Failed', html`<${Time} at=${line.failedAt} />`],
    ['Invocation', whole?.requestId ? html`<code>${whole.requestId}</code>` : null],
  ]} />`;
}

function Records({ whole }: { readonly whole: WholeLetter }) {
  const { shown, notShown, body, ranges } = whole;
  return html`
    ${body !== null && html`<${Panel} title="The message"><${ShownText} bytes=${{ text: body }} /></${Panel}>`}
    ${shown.map((record) => html`<${OriginalRecord} key=${`${record.partition}-${record.offset}`} record=${record} topic=${ranges[0]?.topic ?? ''} />`)}
    ${notShown > 0 && html`<p class="notice notice-warning">${counted(notShown, 'record is', 'records are')} not shown: there are too many, or the topic holds them no more.</p>`}
  `;
}
