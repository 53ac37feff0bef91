import { html } from 'htm/preact';

export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'off';

/** A state in a word, with a sign beside its colour: some readers see no colours. */
export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children?: unknown }) {
  return html`<span class="badge badge-${tone}"><span class="badge-sign" aria-hidden="true">${signs[tone]}</span>${children}</span>`;
}

/** Of each tone, for where there is no room for a word. */
export const signs: Readonly<Record<Tone, string>> = { good: '✓', busy: '…', warning: '!', bad: '✕', off: '–' };
