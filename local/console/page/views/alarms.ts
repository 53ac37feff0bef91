import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Alarms(_: ViewProps) {
  return html`<h1>Alarms</h1>`;
}
