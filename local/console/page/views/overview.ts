import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Overview(_: ViewProps) {
  return html`<h1>Overview</h1>`;
}
