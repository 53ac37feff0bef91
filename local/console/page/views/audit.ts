import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Audit(_: ViewProps) {
  return html`<h1>Audit</h1>`;
}
