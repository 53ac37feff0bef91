import { html } from 'htm/preact';
import type { History } from '../../../overview/answers.ts';
import { Chart } from '../../components/chart.ts';
import { count, rate } from '../../words.ts';

const seconds = 15 * 60;

/** Rates and lag of the last quarter of an hour. */
export function Charts({ history }: { readonly history: History }) {
  const { at, published, stored, lag } = history;
  const rates = [
    { name: 'Published', color: '--accent', values: published },
    { name: 'Stored', color: '--good', values: stored },
  ];
  const waiting = [{ name: 'Waiting', color: '--warning', values: lag }];
  return html`<div class="columns">
    <section class="panel"><${Chart} title="Records a second" at=${at} series=${rates} format=${rate} seconds=${seconds} /></section>
    <section class="panel"><${Chart} title="Lag" at=${at} series=${waiting} format=${count} seconds=${seconds} /></section>
  </div>`;
}
