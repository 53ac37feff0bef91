import { html } from 'htm/preact';
import { relative, time } from '../words.ts';

/** An instant in the reader's zone, in UTC where the pointer rests. @param ago writes how long ago it is instead */
export function Time({ at, ago = false }: { readonly at: string | null | undefined; readonly ago?: boolean }) {
  if (!at) return html`<span class="faint">never</span>`;
  const utc = `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
  const title = ago ? `${time(at)} (${utc})` : utc;
  return html`<time datetime=${at} title=${title}>${ago ? relative(at) : time(at)}</time>`;
}
