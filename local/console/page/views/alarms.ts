import { html } from 'htm/preact';
import type { ViewProps } from '../views.ts';
import { AlarmDetail } from './alarms/detail.ts';
import { AlarmList } from './alarms/list.ts';

/** All alarms and what they have told; or one of them, which the address names. */
export function Alarms({ rest: [name], query }: ViewProps) {
  return name ? html`<${AlarmDetail} key=${name} name=${name} />` : html`<${AlarmList} query=${query} />`;
}
