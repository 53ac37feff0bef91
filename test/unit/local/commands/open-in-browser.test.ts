import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserOpener, openInBrowser } from '../../../../local/commands/open-in-browser.ts';
import { eventually } from '../../../support/eventually.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const url = 'http://127.0.0.1:18083';
const directory = temporaryDirectory();

test.each([
  ['linux', {}, undefined],
  ['linux', { DISPLAY: '' }, undefined],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['darwin', {}, 'open'],
] as const)('on %s with %j it is opened by %s', (platform, env, program) => {
  expect(browserOpener({ platform, env })).toBe(program);
});

test('the address is handed to the program, which is not waited for', async () => {
  const opened = join(directory, 'opened');
  writeFileSync(join(directory, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}\n`);
  chmodSync(join(directory, 'xdg-open'), 0o755);
  const said: string[] = [];

  await openInBrowser(url, (line) => said.push(line), { platform: 'linux', env: { DISPLAY: ':0', PATH: directory } });

  await eventually(async () => expect(existsSync(opened) && readFileSync(opened, 'utf8')).toBe(`${url}\n`), 5000, 20);
  expect(said).toEqual([]);
});

test.each([
  ['no display', {}, 'there is no display'],
  ['no program', { DISPLAY: ':0' }, 'spawn xdg-open ENOENT'],
])('with %s the address is told instead', async (_, env, why) => {
  const said: string[] = [];

  await openInBrowser(url, (line) => said.push(line), { platform: 'linux', env: { ...env, PATH: '/nowhere' } });

  expect(said).toEqual([`No browser was opened (${why}): open ${url} yourself.`]);
});
