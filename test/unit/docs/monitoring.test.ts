import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineMetrics, prefix } from '../../../local/console/metrics/pipeline-metrics.ts';
import { alertsFile } from '../../../local/monitoring/local-configuration.ts';
import { projectDir } from '../../support/stack/stack.ts';
import { knownMetrics, metricsIn } from '../local/monitoring/known-metrics.ts';
import { readAlerts } from '../local/monitoring/read-alerts.ts';

const text = readFileSync(join(projectDir, 'docs', 'monitoring.md'), 'utf8');
const rules = readFileSync(alertsFile, 'utf8');
/** The first cells of the tables, without their backticks. */
const listed = Array.from(text.matchAll(/^\| `([^`]+)` *\|([^|]+)\|/gm), ([, name = '', next = '']) => ({
  name,
  next: next.trim(),
}));

test('each metric of the console stands in the table with its label and type, and no other does', () => {
  const metrics = pipelineMetrics.map(({ name, label, type }) => ({
    name: `${prefix}${name}${label ? `{${label}}` : ''}`,
    next: type,
  }));

  expect(listed.filter(({ name }) => name.startsWith(prefix))).toEqual(metrics);
});

test('each alert stands in the table with its severity, and no other does', () => {
  const alerts = readAlerts(rules).map(({ name, rule }) => ({ name, next: /severity: (\w+)/.exec(rule)?.[1] }));

  expect(listed.filter(({ name }) => /^[A-Z]/.test(name))).toEqual(alerts);
});

test('what is named is measured, and all that alerts ask for is named', async () => {
  const known = await knownMetrics();
  const named = metricsIn(text).filter((name) => !name.endsWith('_'));

  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(metricsIn(rules).filter((name) => !named.includes(name))).toEqual([]);
});
