import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { LettersAnswer, LetterList as List } from '../../../dead-letters/answers.ts';
import { Answered, Empty } from '../../components/notices.ts';
import { ViewHead } from '../../components/panel.ts';
import { Time } from '../../components/time.ts';
import { ask } from '../../server.ts';
import { useAnswer } from '../../use-answer.ts';
import { count, counted } from '../../words.ts';
import { LetterDialog } from './letter-dialog.ts';
import { LetterJob } from './letter-job.ts';
import { LetterTable } from './letter-table.ts';
import type { Wish } from './letter-words.ts';
import { ReasonChips, ReasonHelps } from './reasons.ts';

const everyMs = 2000;

/** What waits in the queue, by reason. */
export function LetterList({ query }: { readonly query: URLSearchParams }) {
  const reason = query.get('reason') ?? undefined;
  const asked = useAnswer<LettersAnswer>(`/api/dead-letters?${question(query)}`, everyMs);
  const [wish, setWish] = useState<Wish>();
  const refresh = () => ask('/api/dead-letters?renew=true').then(asked.reload, asked.reload);
  const isBusy = asked.answer?.isReading ?? false;
  const waiting = asked.answer ? asked.answer.depth.waiting + asked.answer.depth.taken : 0;
  return html`
    <${ViewHead} title="Dead letters" actions=${html`
      <a class="button" href="/dead-letters/replays">Replays so far</a>
      <button type="button" class="button" disabled=${isBusy} onClick=${refresh}>${isBusy ? 'Reading …' : 'Refresh'}</button>
      <button type="button" class="button button-primary" disabled=${waiting === 0} onClick=${() => setWish({ action: 'replay', choice: { all: true } })}>Replay all …</button>
    `}>
      Records that could not be stored, with the reason. They wait in the queue for 14 days: mend the cause, then replay them. What is mended otherwise, or worth nothing, can be discarded.
    </${ViewHead}>
    <${LetterJob} id=${query.get('job')} onEnd=${asked.reload} />
    <${Answered} asked=${asked} show=${(answer: LettersAnswer) => html`
      <${State} answer=${answer} />
      ${answer.list && html`<${Letters} list=${answer.list} reason=${reason} isEmpty=${waiting === 0} onWish=${setWish} />`}
    `} />
    ${wish && html`<${LetterDialog} wish=${wish} onClose=${() => setWish(undefined)} />`}
  `;
}

/** Only what the list depends on. */
function question(query: URLSearchParams): URLSearchParams {
  const names = ['reason', 'from'] as const;
  return new URLSearchParams(names.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])));
}

/** How many letters there are now, and how old the list of them is. */
function State({ answer: { depth, list, isReading, problem } }: { readonly answer: LettersAnswer }) {
  const all = depth.waiting + depth.taken;
  const rest = list?.complete && all > list.lookedAt && !isReading ? all - list.lookedAt : 0;
  return html`
    <p class="letters-state" role="status">
      <strong>${counted(all, 'letter')}</strong> in the queue
      ${all > 0 && html`<span class="faint">${list ? html`list read <${Time} at=${list.at} ago=${true} />` : 'not read yet'}${isReading && ' · being read anew …'}</span>`}
    </p>
    ${problem && html`<div class="notice notice-bad" role="alert">The list could not be read: ${problem}</div>`}
    ${list && !list.complete && html`<div class="notice notice-warning">There are more than the ${count(list.lookedAt)} letters that were looked at. Choose a reason to look for its letters behind them.</div>`}
    ${rest > 0 && html`<div class="notice notice-warning">${counted(rest, 'letter is', 'letters are')} new, or held by somebody who reads or replays them now: the list lacks them until it is read again.</div>`}
  `;
}

function Letters(props: {
  readonly list: List;
  readonly reason: string | undefined;
  readonly isEmpty: boolean;
  readonly onWish: (wish: Wish) => void;
}) {
  const { list, reason, isEmpty, onWish } = props;
  if (isEmpty && reason === undefined) {
    return html`<${Empty} title="No dead letters">A record that is no user, that a store refuses, or on which the sink fails again and again would wait here with its reason until it is replayed or discarded.</${Empty}>`;
  }
  return html`
    <${ReasonChips} list=${list} chosen=${reason} />
    <${ReasonHelps} list=${list} chosen=${reason} onWish=${onWish} />
    ${list.letters.length > 0 ? html`<${LetterTable} list=${list} onWish=${onWish} />` : html`<${Empty} title=${reason ? `No letter of ${reason}` : 'No letter was received'}>${reason ? 'Choose another reason above.' : 'Somebody may hold them at this moment: refresh the list in a while.'}</${Empty}>`}
  `;
}
