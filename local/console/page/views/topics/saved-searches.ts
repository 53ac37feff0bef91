import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { topicAddress } from './addresses.ts';

interface SavedSearch {
  readonly name: string;
  /** The parts of the address. */
  readonly query: string;
}

const storageKey = (topic: string) => `searches of ${topic}`;

function read(topic: string): SavedSearch[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey(topic)) ?? '[]');
    return Array.isArray(saved) ? saved.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(value: unknown): value is SavedSearch {
  const { name, query } = (value ?? {}) as Partial<SavedSearch>;
  return typeof name === 'string' && typeof query === 'string';
}

/** Searches of the topic that this browser keeps. @param current parts of the address that make the search on the page */
export function SavedSearches({ topic, current }: { readonly topic: string; readonly current: URLSearchParams }) {
  const [saved, setSaved] = useState(() => read(topic));
  const [name, setName] = useState('');
  const keep = (searches: SavedSearch[]) => {
    localStorage.setItem(storageKey(topic), JSON.stringify(searches));
    setSaved(searches);
  };
  const save = (event: Event) => {
    event.preventDefault();
    keep([...saved.filter((one) => one.name !== name.trim()), { name: name.trim(), query: String(current) }]);
    setName('');
  };
  const address = (query: string) =>
    topicAddress(topic, new URLSearchParams([['tab', 'search'], ...new URLSearchParams(query)]));
  return html`<div class="saved">
    ${
      saved.length > 0 &&
      html`<ul class="saved-list" aria-label="Saved searches">${saved.map(
        (one) => html`<li class="saved-item"><a href=${address(one.query)}>${one.name}</a>
        <button type="button" class="button-link" aria-label="Delete ${one.name}" title="Delete" onClick=${() => keep(saved.filter((other) => other !== one))}>✕</button></li>`,
      )}</ul>`
    }
    ${
      current.size > 0 &&
      html`<form class="row" onSubmit=${save}>
      <label class="field">Save this search as<input required maxlength="60" pattern=".*\\S.*" value=${name} onInput=${(event: Event) => setName((event.target as HTMLInputElement).value)} /></label>
      <button class="button">Save</button>
    </form>`
    }
  </div>`;
}
