import { html } from 'htm/preact';
import { type Filter, type FilteredPart, isNamed, type Operator, operators, parseFilter } from './filters.ts';

const parts: readonly (readonly [FilteredPart, string])[] = [
  ['key', 'Key'],
  ['header', 'Header'],
  ['field', 'Field'],
  ['value', 'Value'],
];

const words: Readonly<Record<Operator, string>> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  below: 'is below',
  above: 'is above',
  exists: 'exists',
};

export const newFilter: Filter = { of: 'key', name: '', operator: 'is', value: '' };

/** What an address has; what cannot be read is left out. */
export function filtersOf(query: URLSearchParams): Filter[] {
  return query.getAll('where').flatMap((text) => {
    try {
      return [parseFilter(text)];
    } catch {
      return [];
    }
  });
}

/** A line for each filter; records have to match all. */
export function FilterRows(props: {
  readonly filters: readonly Filter[];
  readonly onChange: (filters: Filter[]) => void;
}) {
  const { filters, onChange } = props;
  const change = (index: number, filter: Filter) => onChange(filters.map((one, at) => (at === index ? filter : one)));
  return html`<fieldset class="filters">
    <legend>Messages of which all of this is so</legend>
    ${filters.map((filter, index) => html`<${FilterRow} filter=${filter} number=${index + 1} onChange=${(changed: Filter) => change(index, changed)} onRemove=${() => onChange(filters.filter((_, at) => at !== index))} />`)}
    <div><button type="button" class="button" onClick=${() => onChange([...filters, newFilter])}>Add a filter</button></div>
  </fieldset>`;
}

function FilterRow(props: {
  readonly filter: Filter;
  readonly number: number;
  readonly onChange: (filter: Filter) => void;
  readonly onRemove: () => void;
}) {
  const { filter, number, onChange, onRemove } = props;
  const set = (change: Partial<Filter>) => onChange({ ...filter, ...change });
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  const choosePart = (event: Event) => {
    const of = (event.target as HTMLSelectElement).value as FilteredPart;
    const operator = operators[of].includes(filter.operator) ? filter.operator : (operators[of][0] as Operator);
    set({ of, operator, name: isNamed(of) ? filter.name : '' });
  };
  const label = (what: string) => `Filter ${number}: ${what}`;
  return html`<div class="filter">
    <select class="filter-input" aria-label=${label('part')} value=${filter.of} onChange=${choosePart}>
      ${parts.map(([part, title]) => html`<option value=${part}>${title}</option>`)}
    </select>
    ${isNamed(filter.of) && html`<input class="filter-input" aria-label=${label('name')} required placeholder=${filter.of === 'field' ? 'address.city' : 'run-id'} value=${filter.name} onInput=${(event: Event) => set({ name: text(event) })} />`}
    <select class="filter-input" aria-label=${label('comparison')} value=${filter.operator} onChange=${(event: Event) => set({ operator: text(event) as Operator })}>
      ${operators[filter.of].map((operator) => html`<option value=${operator}>${words[operator]}</option>`)}
    </select>
    ${filter.operator !== 'exists' && html`<input class="filter-input filter-value" aria-label=${label('text')} required value=${filter.value} onInput=${(event: Event) => set({ value: text(event) })} />`}
    <button type="button" class="button button-quiet" aria-label=${label('remove')} title="Remove" onClick=${onRemove}>✕</button>
  </div>`;
}
