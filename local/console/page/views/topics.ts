import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Topics(_: ViewProps) {
  return html`<h1>Topics</h1>`;
}
