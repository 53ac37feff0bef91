import { html } from 'htm/preact';
import type { Draft } from './publish-draft.ts';

type Header = Draft['headers'][number];

/** A line for each header of a message that is being written. */
export function HeaderRows(props: {
  readonly headers: Draft['headers'];
  readonly onChange: (headers: Draft['headers']) => void;
}) {
  const { headers, onChange } = props;
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  const set = (index: number, part: Partial<Header>) =>
    onChange(headers.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return html`<fieldset class="filters">
    <legend>Headers</legend>
    ${headers.map(
      ({ name, value }, index) => html`<div class="header-row">
        <input class="filter-input" aria-label="Header ${index + 1}: name" placeholder="Name" required maxlength="256" value=${name} onInput=${(event: Event) => set(index, { name: text(event) })} />
        <input class="filter-input" aria-label="Header ${index + 1}: value" placeholder="Value" maxlength="16384" value=${value} onInput=${(event: Event) => set(index, { value: text(event) })} />
        <button type="button" class="button button-quiet" aria-label="Header ${index + 1}: remove" title="Remove" onClick=${() => onChange(headers.filter((_, at) => at !== index))}>✕</button>
      </div>`,
    )}
    <div><button type="button" class="button" onClick=${() => onChange([...headers, { name: '', value: '' }])}>Add a header</button></div>
  </fieldset>`;
}
