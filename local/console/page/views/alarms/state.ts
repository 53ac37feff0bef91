import { html } from 'htm/preact';
import type { AlarmState } from '../../../alarms/answers.ts';
import { StateBadge, type Tone } from '../../components/state-badge.ts';

const tones: Readonly<Record<string, Tone>> = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'off' };
const words: Readonly<Record<string, string>> = { INSUFFICIENT_DATA: 'No data' };

export function AlarmStateBadge({ state }: { readonly state: AlarmState | string }) {
  return html`<${StateBadge} tone=${tones[state] ?? 'busy'}>${words[state] ?? state}</${StateBadge}>`;
}
