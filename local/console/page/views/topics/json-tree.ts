import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { visible } from '../../visible.ts';
import { rawDigits } from './json.ts';

/** Levels that are open at first. */
const openLevels = 2;
/** Children that are drawn at once. */
const shownChildren = 100;

/** As JSON writes it. */
function quoted(text: string): string {
  return visible(JSON.stringify(text));
}

/** A value of JSON whose objects and lists can be folded. */
export function JsonTree({ value, level = 0 }: { readonly value: unknown; readonly level?: number }) {
  const digits = rawDigits(value);
  if (digits !== undefined) return html`<span class="json-number">${digits}</span>`;
  if (typeof value === 'object' && value !== null) return html`<${Branch} value=${value} level=${level} />`;
  if (typeof value === 'string') return html`<span class="json-string"><bdi>${quoted(value)}</bdi></span>`;
  return html`<span class=${typeof value === 'number' ? 'json-number' : 'json-word'}>${String(value)}</span>`;
}

function Branch({ value, level }: { readonly value: object; readonly level: number }) {
  const [isOpen, setOpen] = useState(level < openLevels);
  const [most, setMost] = useState(shownChildren);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [begin, end] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return html`<span class="json-mark">${begin}${end}</span>`;
  const follow = (event: Event) => setOpen((event.currentTarget as HTMLDetailsElement).open);
  return html`<details class="json-branch" open=${isOpen} onToggle=${follow}>
    <summary><span class="json-mark">${begin}</span>${!isOpen && html`<span class="faint">${entries.length}${end}</span>`}</summary>
    ${
      isOpen &&
      html`<ul>
      ${entries.slice(0, most).map(([name, child]) => html`<li key=${name}>${!isList && html`<span class="json-name"><bdi>${quoted(name).slice(1, -1)}</bdi></span>: `}<${JsonTree} value=${child} level=${level + 1} /></li>`)}
      ${entries.length > most && html`<li><button type="button" class="button-link" onClick=${() => setMost(most + shownChildren)}>${entries.length - most} more</button></li>`}
    </ul><span class="json-mark">${end}</span>`
    }
  </details>`;
}
