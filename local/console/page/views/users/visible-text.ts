import { html } from 'htm/preact';
import { type TextPart, textParts } from './text-parts.ts';

/** A text of which everything is seen: characters without a shape are named. @param other what differs from it is marked */
export function VisibleText({ text, other }: { readonly text: string; readonly other?: string }) {
  if (text === '') return html`<span class="escaped">empty</span>`;
  return textParts(text, other).map(draw);
}

function draw({ text, escaped, differs }: TextPart) {
  const drawn = escaped ? html`<span class="escaped">${text}</span>` : text;
  return differs ? html`<mark class="other">${drawn}</mark>` : drawn;
}
