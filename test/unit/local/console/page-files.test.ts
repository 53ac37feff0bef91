import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pageFiles, withAddresses } from '../../../../local/console/page-files.ts';
import { projectDir } from '../../../support/stack/stack.ts';

const routes = pageFiles();
const pageDirectory = join(projectDir, 'local', 'console', 'page');
const files = readdirSync(pageDirectory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'tsconfig.json')
  .map(({ parentPath, name }) => join(parentPath, name).slice(pageDirectory.length + 1));
const modules = files.filter((file) => file.endsWith('.ts'));

const libraries = ['preact', 'preact-hooks', 'htm', 'htm-preact', 'uplot'].map((name) => `/library/${name}.js`);

/** What a module of the page imports, as the browser asks for it. */
function addressesIn(code: string, of: string): string[] {
  const statements = code.matchAll(/^(?:import|export)\b[^'"`;=()]*["']([^"']+)["']/gm);
  return Array.from(statements, ([, name = '']) =>
    name.startsWith('.') || name.startsWith('/') ? new URL(name, `http://page${of}`).pathname : name,
  );
}

test.each(files)('/page/%s is served as what it is', async (file) => {
  const response = await routes.request(`/page/${file}`);

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^(text\/javascript|text\/css|image\/svg\+xml)/);
});

test.each([...modules.map((file) => `/page/${file}`), ...libraries])(
  '%s is JavaScript that imports nothing but what is served',
  async (address) => {
    const code = await (await routes.request(address)).text();

    for (const imported of addressesIn(code, address)) {
      expect([imported, (await routes.request(imported)).status]).toEqual([imported, 200]);
    }
  },
);

test('a module has no types left, and the lines where they stood', async () => {
  const code = await (await routes.request('/page/server.ts')).text();

  expect(code).toContain('export class ServerProblem extends Error');
  expect(code).not.toMatch(/: string|interface |import type/);
});

test.each([
  ["import { html } from 'htm/preact';", "import { html } from '/library/htm-preact.js';"],
  ['import{h}from"preact"', 'import{h}from"/library/preact.js"'],
  ["import 'uplot'", "import '/library/uplot.js'"],
  ["export * from 'preact/hooks';", "export * from '/library/preact-hooks.js';"],
  ["import { go } from './address.ts';", "import { go } from './address.ts';"],
  ["import x from 'lodash';", "import x from 'lodash';"],
  ["const text = 'preact';", "const text = 'preact';"],
])('%s is read as %s', (code, read) => {
  expect(withAddresses(code)).toBe(read);
});

test('a file that is not there, and a folder, are not served', async () => {
  for (const path of ['/page/none.ts', '/page/styles', '/page/views/', '/page/MAIN.ts', '/library/none.js']) {
    expect((await routes.request(path)).status).toBe(404);
  }
});
