import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alertsFile, localConfiguration } from '../../../../local/monitoring/local-configuration.ts';
import { readSettings } from '../../../../local/settings.ts';
import { projectDir } from '../../../support/stack/stack.ts';

const { ports } = readSettings({ PORT_OFFSET: '1000' }, projectDir);
const containers = readFileSync(join(dirname(alertsFile), 'prometheus.yml'), 'utf8');

test('without containers the same is scraped, at the addresses of this machine', () => {
  const text = localConfiguration({ ports, port: 19_090 });

  const targets = (configuration: string) => configuration.match(/targets: \[.*\]/g);
  expect(targets(text)).toEqual([
    'targets: [127.0.0.1:19083]',
    'targets: [127.0.0.1:19081]',
    'targets: [127.0.0.1:19090]',
  ]);
  expect(text).toContain(`rule_files: ["${alertsFile}"]`);
  const others = (configuration: string) => configuration.replaceAll(/\[.*\]/g, '[]');
  expect(others(text)).toBe(others(containers));
});

test('in containers Prometheus finds the ports that services have inside', () => {
  const { console, eventSourceMapping } = readSettings({}, projectDir).ports;

  expect(containers).toContain(`[console:${console}]`);
  expect(containers).toContain(`[event-source-mapping:${eventSourceMapping}]`);
});
