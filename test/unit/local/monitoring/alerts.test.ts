import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findStage } from '../../../../cdk/stages.ts';
import { alertsFile } from '../../../../local/monitoring/local-configuration.ts';
import { knownMetrics, metricsIn } from './known-metrics.ts';
import { readAlerts } from './read-alerts.ts';

const text = readFileSync(alertsFile, 'utf8');
const alerts = readAlerts(text);

test('each alert has a name of its own, a time, a severity, a summary, and says what to do', () => {
  expect(alerts.length).toBeGreaterThanOrEqual(11);
  expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length);
  for (const { name, rule } of alerts) {
    expect({ name, rule }).toEqual({ name, rule: expect.stringMatching(/^ +for: \d+m$/m) });
    expect({ name, rule }).toEqual({ name, rule: expect.stringMatching(/severity: (warning|critical) /) });
    expect({ name, rule }).toEqual({ name, rule: expect.stringMatching(/ +summary: /) });
    // A command, or a page of the console.
    expect({ name, rule }).toEqual({ name, rule: expect.stringMatching(/npm run [a-z]|npx awslocal|\(\/[a-z-]*\)/) });
  }
});

test('alerts ask only for what is measured', async () => {
  const known = await knownMetrics();

  expect(metricsIn(text).filter((metric) => !known.has(metric))).toEqual([]);
});

test('the sink is behind by as much as for the alarm on AWS', () => {
  expect(text).toContain(`sink_lag_records >= ${findStage('local').maximumOffsetLag}\n`);
});

test('each alert fires and clears in the tests of the rules', () => {
  const tests = readFileSync(join(dirname(alertsFile), 'alerts.test.yml'), 'utf8');

  expect(alerts.filter(({ name }) => !tests.includes(`alertname="${name}"`))).toEqual([]);
});
