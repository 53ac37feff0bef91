import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { ChartProps } from './chart.ts';

/** As high as `.chart-plot`. */
const heightPx = 190;
/** Charts with the pointer over one of them show the same moment. */
const sync = uPlot.sync('time');
/** Lines differ by more than their colours. */
export const dashes: readonly (number[] | undefined)[] = [undefined, [6, 4], [2, 3]];

/** Keeps one plot in the place for as long as the chart is shown; it follows data, size and theme. */
export function usePlot(
  place: { readonly current: HTMLDivElement | null },
  props: ChartProps,
  onPoint: (index: number | null) => void,
): void {
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    const made = new uPlot(optionsOf(parent, latest, onPoint), dataOf(latest.current), parent);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: heightPx }));
    resized.observe(parent);
    const unfollow = followTheme(() => made.redraw(false));
    return () => {
      unfollow();
      resized.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(dataOf(props)), [props.at.at(-1), props.at.length]);
}

function dataOf({ at, series }: ChartProps): uPlot.AlignedData {
  return [[...at], ...series.map(({ values }) => [...values])];
}

function optionsOf(
  parent: HTMLElement,
  latest: { readonly current: ChartProps },
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const { series } = latest.current;
  const soft = () => resolve(parent, '--text-soft');
  const axis: uPlot.Axis = {
    stroke: soft,
    font: `12px ${getComputedStyle(parent).fontFamily}`,
    grid: { stroke: () => resolve(parent, '--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...{ width: parent.clientWidth, height: heightPx, padding: [8, 10, 0, 0], legend: { show: false } },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: sync.key }, points: { size: 7 } },
    scales: {
      x: { range: () => timeRange(latest.current) },
      y: { range: (_, __, most) => [0, Math.max(most ?? 0, 1) * 1.08] },
    },
    axes: [
      { ...axis, size: 28, space: 70, values: (_, times) => times.map((at) => shortClock.format(at * 1000)) },
      {
        ...axis,
        size: 48,
        space: 34,
        incrs: marks,
        values: (_, values) => values.map((value) => compactNumber.format(value)),
      },
    ],
    series: [{}, ...series.map(({ color }, order) => lineOf(parent, color, order))],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

const shortClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const compactNumber = new Intl.NumberFormat('en', { notation: 'compact' });

/** Whole numbers: there are no fractions of records. */
const marks = [1, 2, 5]
  .flatMap((first) => Array.from({ length: 9 }, (_, zeros) => first * 10 ** zeros))
  .sort((one, other) => one - other);

function lineOf(parent: HTMLElement, color: string, order: number): uPlot.Series {
  const stroke = () => resolve(parent, color);
  const fill = () => resolve(parent, color, 10);
  return { stroke, fill, width: 2, dash: dashes[order], points: { show: false }, spanGaps: false };
}

function timeRange({ at, seconds }: ChartProps): [number, number] {
  const end = at.at(-1) ?? Date.now() / 1000;
  return [end - seconds, end];
}

/** A canvas knows no custom properties, and none that differ by theme. */
function resolve(parent: HTMLElement, property: string, percent = 100): string {
  const probe = document.createElement('span');
  probe.style.color = `color-mix(in srgb, var(${property}) ${percent}%, transparent)`;
  parent.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** @returns what ends it */
function followTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    chosen.disconnect();
  };
}
