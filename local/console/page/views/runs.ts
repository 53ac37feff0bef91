import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Runs(_: ViewProps) {
  return html`<h1>Runs</h1>`;
}
