import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';
import { LetterList } from './dead-letters/letter-list.ts';
import { LetterView } from './dead-letters/letter-view.ts';
import { Replays } from './dead-letters/replays.ts';

/** /dead-letters, /dead-letters/replays and /dead-letters/<id>, of which none is called so: an id has a dash. */
export function DeadLetters({ rest, query }: ViewProps) {
  const [id] = rest;
  if (id === undefined) return html`<${LetterList} query=${query} />`;
  if (id === 'replays') return html`<${Replays} query=${query} />`;
  return html`<${LetterView} key=${id} id=${id} query=${query} />`;
}
