import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { dashes, usePlot } from './plot.ts';

export interface Series {
  readonly name: string;
  /** A custom property of base.css: "--accent". */
  readonly color: string;
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  /** Seconds since 1970, one for each value. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  /** Writes a value. */
  readonly format: (value: number) => string;
  /** How far it reaches back from the newest point, in seconds. */
  readonly seconds: number;
}

/** Lines over time. The legend tells the highest values, or those under the pointer. */
export function Chart(props: ChartProps) {
  const { title, at, series, format } = props;
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  usePlot(place, props, setPointed);
  const moment = pointed === null ? undefined : at[pointed];
  const shown = (values: Series['values']) =>
    pointed === null || moment === undefined ? most(values, format) : written(values[pointed], format);
  return html`<figure class="chart">
    <figcaption class="chart-head">
      <h2>${title}</h2>
      <ul class="chart-legend">
        ${series.map(
          ({ name, color, values }, order) => html`<li>
            <svg class="chart-line" viewBox="0 0 18 8" aria-hidden="true"><path d="M1 4H17" stroke="var(${color})" stroke-dasharray=${dashes[order]?.join(' ')} /></svg>
            ${name} <strong>${shown(values)}</strong>
          </li>`,
        )}
      </ul>
      <span class="chart-moment">${moment === undefined ? `last ${Math.round(props.seconds / 60)} minutes` : clock.format(moment * 1000)}</span>
    </figcaption>
    <div class="chart-plot" ref=${place} role="img" aria-label=${alternative(props)}></div>
  </figure>`;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

function written(value: number | null | undefined, format: (value: number) => string): string {
  return value == null ? '–' : format(value);
}

function most(values: Series['values'], format: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? '–' : `up to ${format(Math.max(...known))}`;
}

/** The chart in words. */
function alternative({ title, series, format, seconds }: ChartProps): string {
  const lines = series.map(
    ({ name, values }) => `${name}: ${written(values.at(-1), format)} now, ${most(values, format)}`,
  );
  return `${title}, last ${Math.round(seconds / 60)} minutes. ${lines.join('. ')}.`;
}
