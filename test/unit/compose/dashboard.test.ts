import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prometheusMetrics } from '../../../local/event-source-mapping/metrics/prometheus.ts';

const provisioning = join(import.meta.dirname, '../../../local/compose/monitoring/grafana/provisioning');

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

test('every panel of the dashboard asks for metrics that the poller has', async () => {
  const { panels }: Dashboard = JSON.parse(
    readFileSync(join(provisioning, 'dashboards', 'event-source-mappings.json'), 'utf8'),
  );
  const text = await prometheusMetrics(() => []).text();
  const known = new Set(Array.from(text.matchAll(/^# TYPE (\w+)/gm), ([, name]) => name));

  const asked = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\w+(?=\{)/g) ?? [`?${expr}`]),
  );

  expect(asked.length).toBeGreaterThanOrEqual(panels.length);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});
