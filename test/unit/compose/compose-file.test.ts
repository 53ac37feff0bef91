import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '../../../local/services/service.ts';
import { defaultPorts, type PortName, portVariable } from '../../../local/settings.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docker-compose.yml'), 'utf8');

/** The lines of a service. */
function service(name: string): string {
  const [, services = ''] = text.split(/^services:$/m);
  const [, block = ''] = new RegExp(`^ {2}${name}:\n((?: {4}.*\n|\n)+)`, 'm').exec(services) ?? [];
  return block;
}

test('every service of the pipeline is a container', () => {
  expect(serviceNames.filter((name) => service(name) === '')).toEqual([]);
});

test('every port is published by its variable, on loopback, and moved by nothing else', () => {
  // These are inside the containers only.
  const inside: readonly PortName[] = ['kafkaController', 'cassandraStorage'];
  const names = (Object.keys(defaultPorts) as PortName[]).filter((name) => !inside.includes(name));
  const shown = (name: PortName) => `\${${portVariable(name)}:-${defaultPorts[name]}}`;

  expect(names.filter((name) => !text.includes(`  ${portVariable(name)}: ${shown(name)}\n`))).toEqual([]);
  // Those of databases have a range of their own.
  const published = names.filter((name) => name !== 'databases');
  expect(published.filter((name) => !text.includes(`127.0.0.1:${shown(name)}:`))).toEqual([]);
  const addresses = Array.from(
    text.matchAll(/^\s+(?:- |ports: \[")([\d.]+):\$\{\w*PORTS?:/gm),
    ([, address]) => address,
  );
  expect(addresses.length).toBeGreaterThan(10);
  expect(addresses.filter((address) => address !== '127.0.0.1')).toEqual([]);
});

test('the console has no root, no capability, and nothing to write but its own', () => {
  const console = service('console');

  expect(text).toMatch(
    /^x-confined: &confined\n {2}cap_drop: \[ALL\]\n {2}security_opt: \["no-new-privileges:true"\]/m,
  );
  expect(text).toMatch(/^x-program: &program\n {2}<<: \*confined\n(?: {2}.*\n)* {2}read_only: true$/m);
  expect(console).toMatch(/^ {4}<<: \*program$/m);
  expect(console).not.toMatch(/cap_|privileged|user:|docker\.sock/);
  expect(console).toContain('volumes: ["stack:/stack:ro", "console:/stack/data/console"]');
});

test('the console knows on which port the poller answers inside, wherever that is published', () => {
  expect(service('console')).toContain('EVENT_SOURCE_MAPPING_PORT: "18081"');
  expect(service('event-source-mapping')).toContain('--port=18081');
  expect(service('console')).toMatch(/CONSOLE_PORT: "18083".*:18083\/health.*\$\{CONSOLE_PORT:-18083\}:18083"/s);
});
