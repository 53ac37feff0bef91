import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { FilterRows, filtersOf, newFilter } from './filter-rows.ts';
import { formatFilter } from './filters.ts';
import { PlaceField } from './place-field.ts';

/** Parts of an address that make a search; `at` is where one goes on. */
export const searchNames = ['where', 'partitions', 'from', 'to', 'order', 'matches', 'scanned', 'mib', 'at'];

const anywhere = [['', 'Any']] as const;

/** What ends a search, by its part of the address. */
const limits = [
  { name: 'matches', title: 'Found, at most', usual: '100', most: 1000 },
  { name: 'scanned', title: 'Looked at, at most', usual: '1000000', most: 10_000_000 },
  { name: 'mib', title: 'MiB read, at most', usual: '1024', most: 10_240 },
] as const;

/** Filters, where to look and what ends it. @param onSearch is given the parts of the address */
export function SearchForm(props: {
  readonly query: URLSearchParams;
  readonly partitions: readonly number[];
  readonly isRunning: boolean;
  readonly onSearch: (parts: URLSearchParams) => void;
  readonly onCancel: () => void;
}) {
  const { query, partitions, isRunning, onSearch, onCancel } = props;
  const [filters, setFilters] = useState(() => {
    const own = filtersOf(query);
    return own.length > 0 || query.has('order') ? own : [newFilter];
  });
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(query));
  const field = (name: string) => fields[name] ?? '';
  const set = (name: string, value: string) => setFields((before) => ({ ...before, [name]: value }));
  const text = (event: Event) => (event.target as HTMLInputElement).value;
  const submit = (event: Event) => {
    event.preventDefault();
    const parts = new URLSearchParams(filters.map((filter) => ['where', formatFilter(filter)]));
    parts.set('order', field('order') || 'newest');
    for (const name of ['partitions', 'from', 'to', ...limits.map((limit) => limit.name)]) {
      if (field(name) !== '') parts.set(name, field(name));
    }
    onSearch(parts);
  };
  return html`<form class="search-form" onSubmit=${submit}>
    <${FilterRows} filters=${filters} onChange=${setFilters} />
    <div class="row">
      <label class="field">Partition
        <select value=${field('partitions')} onChange=${(event: Event) => set('partitions', text(event))}>
          <option value="">All</option>
          ${field('partitions').includes(',') && html`<option value=${field('partitions')}>${field('partitions')}</option>`}
          ${partitions.map((partition) => html`<option value=${partition}>${partition}</option>`)}
        </select>
      </label>
      <${PlaceField} label="From" words=${anywhere} value=${field('from')} onChange=${(value: string) => set('from', value)} />
      <${PlaceField} label="Up to" words=${anywhere} value=${field('to')} onChange=${(value: string) => set('to', value)} />
      <label class="field">Order
        <select value=${field('order') || 'newest'} onChange=${(event: Event) => set('order', text(event))}>
          <option value="newest">Newest first</option>
          <option value="oldest">Oldest first</option>
        </select>
      </label>
      <button class="button button-primary">Search</button>
      ${isRunning && html`<button type="button" class="button" onClick=${onCancel}>Cancel</button>`}
    </div>
    <details>
      <summary>Limits</summary>
      <div class="row">${limits.map(
        ({ name, title, usual, most }) =>
          html`<label class="field">${title}<input type="number" min="1" max=${most} placeholder=${usual} value=${field(name)} onInput=${(event: Event) => set(name, text(event))} /></label>`,
      )}</div>
    </details>
  </form>`;
}
