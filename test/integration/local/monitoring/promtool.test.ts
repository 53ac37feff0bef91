import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertsFile, localConfiguration } from '../../../../local/monitoring/local-configuration.ts';
import { findPrograms } from '../../../../local/monitoring/programs.ts';
import { settings } from '../../../support/pipeline/deployed-pipeline.ts';
import { projectDir } from '../../../support/stack/stack.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { quickerConfiguration, quickerRules } from './quicker.ts';

const directory = temporaryDirectory();
const monitoring = join(projectDir, 'local', 'monitoring');

function promtool(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(findPrograms(settings).promtool, args, { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

test('the rules are valid, and each fires and clears as its tests say', () => {
  expect(promtool('check', 'rules', alertsFile)).toMatchObject({ status: 0 });
  expect(promtool('test', 'rules', join(monitoring, 'alerts.test.yml'))).toEqual({
    status: 0,
    text: expect.stringContaining('SUCCESS'),
  });
});

test('the configurations with and without containers are valid', () => {
  const file = join(directory, 'prometheus.yml');
  writeFileSync(file, localConfiguration({ ports: settings.ports, port: 19_090 }));

  expect(promtool('check', 'config', join(monitoring, 'prometheus.yml'))).toMatchObject({ status: 0 });
  expect(promtool('check', 'config', file)).toMatchObject({ status: 0 });
});

test('the rules that other tests use are the same, in less time', () => {
  const rules = readFileSync(alertsFile, 'utf8');
  const quicker = quickerRules(rules);

  const times = / for: .*|\[\d.*?\]/g;
  expect(quicker.replaceAll(times, '')).toBe(rules.replaceAll(times, ''));
  expect(quicker.match(times)).toEqual(rules.match(times)?.map(divided));
  const configuration = localConfiguration({ ports: settings.ports, port: 19_090 });
  expect(quickerConfiguration(configuration).match(/_interval: \ds|_timeout: \ds/g)).toHaveLength(3);
});

/** " for: 5m" and "[5m]" by thirty. */
function divided(time: string): string {
  return time.replace(/(\d+)m/, (_, minutes) => `${minutes * 2}s`);
}
