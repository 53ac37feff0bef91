import { html } from 'htm/preact';

/** A part of a view with its heading, and what can be done with it beside that. */
export function Panel(props: {
  readonly title: string;
  readonly note?: unknown;
  readonly actions?: unknown;
  readonly children?: unknown;
}) {
  return html`<section class="panel">
    <header class="panel-head">
      <h2>${props.title}</h2>
      ${props.note && html`<span class="panel-note">${props.note}</span>`}
      ${props.actions && html`<div class="panel-actions">${props.actions}</div>`}
    </header>
    ${props.children}
  </section>`;
}

/** The view's name, a sentence about it, and what can be done here. */
export function ViewHead(props: { readonly title: unknown; readonly children?: unknown; readonly actions?: unknown }) {
  return html`<header class="view-head">
    <div><h1>${props.title}</h1>${props.children && html`<p>${props.children}</p>`}</div>
    ${props.actions && html`<div class="view-actions">${props.actions}</div>`}
  </header>`;
}

/** Names and what they are, one below the other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: unknown])[] }) {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? html`<span class="faint">none</span>`}</dd></div>`)}</dl>`;
}
