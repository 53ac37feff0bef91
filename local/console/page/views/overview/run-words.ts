import type { RunOutline } from '../../../samples/sample.ts';
import type { Tone } from '../../components/state-badge.ts';

const tones: Readonly<Record<RunOutline['state'], Tone>> = {
  running: 'busy',
  continued: 'busy',
  succeeded: 'good',
  degraded: 'warning',
  failed: 'bad',
};

export function toneOfRun({ state, lapsed }: RunOutline): Tone {
  return lapsed ? 'bad' : tones[state];
}

export function stateOfRun({ state, lapsed }: RunOutline): string {
  return lapsed ? 'lost' : state;
}

export function isUnderWay({ state, lapsed }: RunOutline): boolean {
  return (state === 'running' || state === 'continued') && !lapsed;
}

export function addressOf({ id }: RunOutline): string {
  return `/runs/${encodeURIComponent(id)}`;
}
