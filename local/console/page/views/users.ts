import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function Users(_: ViewProps) {
  return html`<h1>Users</h1>`;
}
