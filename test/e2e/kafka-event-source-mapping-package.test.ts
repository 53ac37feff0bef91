import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Health } from '../../local/event-source-mapping/health.ts';
import { freePort } from '../../local/processes/ports.ts';
import { eventually } from '../support/eventually.ts';
import { connections, projectDir } from '../support/stack/stack.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);
const installTimeoutMs = 300_000;

/** Somebody else's project, far from this repository, with the packed package as its only dependency. */
const elsewhere = temporaryDirectory();
const installed = join(elsewhere, 'node_modules', 'kafka-event-source-mapping');
const program = join(elsewhere, 'node_modules', '.bin', 'kafka-event-source-mapping');

const typedUse = `
import { type Health, type RunningPoller, startPoller } from 'kafka-event-source-mapping';

const poller: RunningPoller = startPoller({ endpointUrl: 'http://127.0.0.1:4566', mappings: ['one'] });
const { ready, mappings }: Health = poller.status();
const lags: (number | null)[] = mappings.filter(({ state }) => state === 'Enabled').map(({ lag }) => lag);
await poller.stop(ready ? 1000 : lags.length);
// @ts-expect-error: an endpoint is needed.
startPoller({ region: 'eu-west-1' });
// @ts-expect-error: it is what it is.
poller.status().ready = true;
`;

beforeAll(async () => {
  const source = join(projectDir, 'local', 'event-source-mapping');
  await run('npm', ['pack', '--pack-destination', elsewhere], { cwd: source });
  const { version } = (await import('../../local/event-source-mapping/version.ts')) as { version: string };
  const tarball = join(elsewhere, `kafka-event-source-mapping-${version}.tgz`);
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', elsewhere, tarball], { cwd: elsewhere });
}, installTimeoutMs);

test('the installed package says what it does', async () => {
  const { stdout } = await run(program, ['--help'], { cwd: elsewhere });

  expect(stdout).toContain('Usage: kafka-event-source-mapping');
  expect(stdout).toContain('--endpoint-url');
});

test('it brings its guide, its licence and the plugins for LocalStack, and leaves nothing in the sources', () => {
  const source = join(projectDir, 'local', 'event-source-mapping');

  expect(existsSync(join(installed, 'README.md'))).toBe(true);
  expect(existsSync(join(installed, 'LICENSE'))).toBe(true);
  expect(existsSync(join(installed, 'localstack-extension', 'pyproject.toml'))).toBe(true);
  expect(existsSync(join(installed, 'localstack-extension', 'requirements.lock.txt'))).toBe(true);
  expect(['dist', 'LICENSE'].filter((made) => existsSync(join(source, made)))).toEqual([]);
});

test('without an endpoint it says which option is missing, and ends with 1', async () => {
  const { AWS_ENDPOINT_URL, ...env } = process.env;

  const failure = await run(program, [], { cwd: elsewhere, env }).catch((error) => error);

  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining('--endpoint-url') });
});

test('as a library it does what its guide shows, and leaves nothing that keeps the program from ending', async () => {
  const guide = readFileSync(join(installed, 'README.md'), 'utf8');
  const [, example = ''] = /^```js\n(.*?)^```$/ms.exec(guide) ?? [];
  writeFileSync(join(elsewhere, 'example.mjs'), example);
  const env = { ...process.env, AWS_ENDPOINT_URL: connections().localstack.endpoint };

  const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: elsewhere, env, timeout: 60_000 });

  expect(stdout).toMatch(/^serving \d+ mappings\n$/);
});

test('its types are its own, and say what options and status are', async () => {
  writeFileSync(join(elsewhere, 'typed.mts'), typedUse);
  const compiler = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const settings = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', ''];

  const { stdout } = await run(process.execPath, [compiler, ...settings, 'typed.mts'], { cwd: elsewhere }).catch(
    (error: { stdout: string }) => error,
  );

  expect(stdout).toBe('');
});

test('it follows the mappings of an endpoint until it is asked to end', async () => {
  const port = await freePort();
  const { endpoint } = connections().localstack;
  const child = spawn(program, ['--endpoint-url', endpoint, '--port', String(port)], { cwd: elsewhere });

  const health = (await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    expect(answer.status).toBe(200);
    return answer.json();
  }, 20_000)) as Health;
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');

  expect(health).toMatchObject({ ready: true, endpointUrl: endpoint, problem: null });
  expect(code).toBe(0);
});
