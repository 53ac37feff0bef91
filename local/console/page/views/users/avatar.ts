import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { discColour, initials } from './initials.ts';

/** A user's picture; until it is loaded, and where there is none, the initials. */
export function Avatar(props: {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  /** Null where there is none that the page may load. */
  readonly picture: string | null;
  readonly large?: boolean;
}) {
  const { id, first, last, picture, large } = props;
  const [state, setState] = useState<'waiting' | 'loaded' | 'failed'>('waiting');
  return html`<span class="avatar avatar-${discColour(id)} ${large ? 'avatar-large' : ''}" aria-hidden="true">
    ${state !== 'loaded' && initials(first, last)}
    ${
      picture !== null &&
      state !== 'failed' &&
      html`<img src=${picture} alt="" loading="lazy" class=${state === 'loaded' ? '' : 'avatar-waiting'} onLoad=${() => setState('loaded')} onError=${() => setState('failed')} />`
    }
  </span>`;
}
