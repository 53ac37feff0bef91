import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../support/stack/stack.ts';

const promises = readFileSync(join(projectDir, 'docs', 'guarantees.md'), 'utf8');
const projects = 'unit|synth|integration|conformance|fault|e2e|browser';

test('every test that a promise names is there', () => {
  const named = [...promises.matchAll(new RegExp(`\`((?:${projects})/[^\`]*)\``, 'g'))].map(([, path = '']) => path);

  const missing = named.filter((path) => !existsSync(join(projectDir, 'test', path)));
  expect(named.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});
