import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { go, partsOf, useAddress } from './address.ts';
import { Dialog } from './components/dialog.ts';
import { Empty } from './components/notices.ts';
import { applyTheme, readTheme, type Theme, themes } from './theme.ts';
import { type View, views } from './views.ts';

/** Navigation, the view that the address names, and the keys that work everywhere. */
export function Layout() {
  const { path, query } = useAddress();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useKeys(() => setHelpOpen(true));
  const [name = '', ...rest] = partsOf(path);
  const view = views.find((one) => one.name === name);
  useEffect(showCurrentLinks, [path, query.get('tab')]);
  useEffect(() => {
    window.addEventListener('resize', showCurrentLinks);
    return () => window.removeEventListener('resize', showCurrentLinks);
  }, []);
  useEffect(() => {
    document.title = view ? `${view.title} · Users pipeline` : 'Users pipeline';
  }, [view]);
  return html`
    <a class="skip" href="#main" target="_self">Skip to the content</a>
    <header class="bar">
      <a class="brand" href="/"><img src="/page/icon.svg" alt="" width="24" height="24" />Users pipeline</a>
      <nav class="nav" aria-label="Views">
        ${views.map((one) => html`<a href="/${one.name}" aria-current=${one === view ? 'page' : undefined}>${one.title}</a>`)}
      </nav>
      <div class="bar-end">
        <${ThemeButton} />
        <button type="button" class="button button-quiet" aria-label="Keys" title="Keys (?)" onClick=${() => setHelpOpen(true)}>?</button>
      </div>
    </header>
    <main id="main" tabindex="-1">
      ${view ? html`<${view.View} key=${view.name} rest=${rest} query=${query} />` : html`<${Empty} title="There is no such view.">Choose one above.</${Empty}>`}
    </main>
    ${isHelpOpen && html`<${KeyHelp} onClose=${() => setHelpOpen(false)} />`}
  `;
}

/** On a narrow screen there are more views and tabs than fit. */
function showCurrentLinks(): void {
  for (const strip of document.querySelectorAll('.nav, .tabs')) {
    const link = strip.querySelector('[aria-current]')?.getBoundingClientRect();
    const own = strip.getBoundingClientRect();
    if (link) strip.scrollLeft += link.left + link.width / 2 - own.left - own.width / 2;
  }
}

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] as Theme;
  const signs: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' };
  const choose = () => {
    applyTheme(next);
    setTheme(next);
  };
  return html`<button type="button" class="button button-quiet" aria-label="Theme: ${theme}" title="Theme: ${theme}; press for ${next}" onClick=${choose}>${signs[theme]}</button>`;
}

/** `g` and a view's key go there; `/` goes to the view's search; `?` tells all of this. */
function useKeys(help: () => void): void {
  useEffect(() => {
    let before = '';
    const press = (event: KeyboardEvent) => {
      if (isForOthers(event)) return;
      const view = before === 'g' ? views.find(({ key }) => key === event.key) : undefined;
      before = event.key;
      if (view) go(`/${view.name}`);
      else if (event.key === '?') help();
      else if (event.key === '/') focusSearch(event);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** Somebody types, or means the browser. */
function isForOthers({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const isTyping = target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
  return isTyping || ctrlKey || metaKey || altKey;
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
}

function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const keys: readonly (readonly [string, string])[] = [
    ...views.map(({ key, title }: View) => [`g ${key}`, title] as const),
    ['/', 'Search in the view'],
    ['Esc', 'Close what is open'],
    ['?', 'These keys'],
  ];
  return html`<${Dialog} title="Keys" onClose=${onClose}>
    <dl class="facts">${keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
  </${Dialog}>`;
}
