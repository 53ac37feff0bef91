import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../../support/stack/stack.ts';
import { knownMetrics, metricsIn } from './known-metrics.ts';

const dashboards = join(projectDir, 'local', 'monitoring', 'grafana', 'provisioning', 'dashboards');

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}

describe.each(['event-source-mappings', 'users-pipeline'])('the dashboard %s', (name) => {
  const dashboard = JSON.parse(readFileSync(join(dashboards, `${name}.json`), 'utf8'));
  const panels: readonly Panel[] = dashboard.panels;

  test('asks only for what is measured', async () => {
    const known = await knownMetrics();
    const asked = panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ title, metrics: metricsIn(expr), isOfAlerts: expr.startsWith('ALERTS{') })),
    );

    expect(asked.filter(({ metrics, isOfAlerts }) => metrics.length === 0 && !isOfAlerts)).toEqual([]);
    expect(asked.flatMap(({ metrics }) => metrics).filter((metric) => !known.has(metric))).toEqual([]);
  });

  test('has no two panels at one place, and none beyond the edge', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test('has the address that its name says', () => {
    expect(dashboard.uid).toBe(name);
  });
});
