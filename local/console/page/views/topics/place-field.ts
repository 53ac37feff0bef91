import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

/** Where something begins or ends, as addresses write it: a word of the field's own, an offset, or a time in ISO 8601. */
export function PlaceField(props: {
  readonly label: string;
  /** Words that need nothing more, and how they are shown. */
  readonly words: readonly (readonly [word: string, title: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, words, value, onChange } = props;
  const [kind, setKind] = useState(kindOf(value, words));
  const choose = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value;
    setKind(chosen);
    onChange(chosen === 'offset' || chosen === 'time' ? '' : chosen);
  };
  return html`
    <label class="field">${label}
      <select value=${kind} onChange=${choose}>
        ${words.map(([word, title]) => html`<option value=${word}>${title}</option>`)}
        <option value="offset">Offset …</option>
        <option value="time">Time …</option>
      </select>
    </label>
    ${kind === 'offset' && html`<label class="field">${label}: offset<input type="number" min="0" required value=${value} onInput=${(event: Event) => onChange((event.target as HTMLInputElement).value)} /></label>`}
    ${kind === 'time' && html`<label class="field">${label}: time<input type="datetime-local" step="1" required value=${localTime(value)} onInput=${(event: Event) => onChange(isoTime((event.target as HTMLInputElement).value))} /></label>`}
  `;
}

function kindOf(value: string, words: readonly (readonly [string, string])[]): string {
  if (words.some(([word]) => word === value)) return value;
  return /^\d+$/.test(value) ? 'offset' : 'time';
}

/** As its input has it: in the reader's zone. */
function localTime(iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return '';
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function isoTime(local: string): string {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
