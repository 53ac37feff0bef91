import { html } from 'htm/preact';
import type { LetterList, ReasonView } from '../../../dead-letters/answers.ts';
import { Panel } from '../../components/panel.ts';
import { count } from '../../words.ts';
import type { Wish } from './letter-words.ts';

/** Links to the letters of one reason, or of every reason. */
export function ReasonChips({ list, chosen }: { readonly list: LetterList; readonly chosen: string | undefined }) {
  const chip = (address: string, isChosen: boolean, name: string, letters: number | null) => html`
    <a class="chip" href=${address} aria-current=${isChosen ? 'true' : undefined}>${name} <span class="chip-count">${letters === null ? '?' : count(letters)}${!list.complete && letters !== null && '+'}</span></a>
  `;
  return html`<nav class="chips" aria-label="Reasons">
    ${chip('/dead-letters', chosen === undefined, 'All', list.lookedAt)}
    ${list.reasons.map(({ reason, letters }) => chip(`/dead-letters?${new URLSearchParams({ reason })}`, reason === chosen, reason, letters))}
  </nav>`;
}

/** What the reasons of the letters below mean, and what to do. */
export function ReasonHelps(props: {
  readonly list: LetterList;
  readonly chosen: string | undefined;
  readonly onWish: (wish: Wish) => void;
}) {
  const { list, chosen, onWish } = props;
  const shown = list.reasons.filter(({ reason, letters }) => (chosen === undefined ? letters : reason === chosen));
  if (shown.length === 0) return null;
  return html`<${Panel} title=${shown.length === 1 ? 'What it means' : 'What they mean'}>
    <ul class="reason-helps">
      ${shown.map((view) => html`<${Help} key=${view.reason} view=${view} onWish=${onWish} />`)}
    </ul>
  </${Panel}>`;
}

function Help(props: { readonly view: ReasonView; readonly onWish: (wish: Wish) => void }) {
  const { reason, letters, help } = props.view;
  const wish = (action: Wish['action']) => props.onWish({ action, choice: { reason } });
  return html`<li class="reason-help">
    <div>
      <h3>${reason}</h3>
      <${HelpText} help=${help} />
    </div>
    ${
      letters !== 0 &&
      html`<div class="reason-actions">
        <button type="button" class="button" onClick=${() => wish('replay')}>Replay these …</button>
        <button type="button" class="button" onClick=${() => wish('discard')}>Discard these …</button>
      </div>`
    }
  </li>`;
}

export function HelpText({ help }: Pick<ReasonView, 'help'>) {
  if (!help) return html`<p class="faint">A word of the event source mapping: its documentation says more.</p>`;
  return html`<p>${sentence(help.meaning)}</p><p class="faint"><strong>What to do:</strong> ${help.remedy}.</p>`;
}

/** The table of the guide has no sentences. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
