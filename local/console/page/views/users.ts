import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';
import { UserList } from './users/list.ts';
import { Reconcile } from './users/reconcile.ts';
import { SideBySide } from './users/side-by-side.ts';

/** All users, one of them in every place it is in, and whether all of these places agree. */
export function Users({ rest: [part], query }: ViewProps) {
  if (part === undefined) return html`<${UserList} query=${query} />`;
  if (part === 'reconcile') return html`<${Reconcile} query=${query} />`;
  return html`<${SideBySide} key=${part} id=${part} />`;
}
