import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';

export function DeadLetters(_: ViewProps) {
  return html`<h1>Dead letters</h1>`;
}
