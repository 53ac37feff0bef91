import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow } from '../../../supply-chain/locks.ts';
import { projectDir } from '../../support/stack/stack.ts';

const workflows = filesBelow(join(projectDir, '.github', 'workflows')).map((file) => ({
  name: relative(projectDir, file),
  text: readFileSync(file, 'utf8'),
}));
const used = workflows.flatMap(({ text }) =>
  Array.from(text.matchAll(/\buses: *(.*)$/gm), ([, action = '']) => action),
);

/** The text of each job, by its name. */
function jobsOf(text: string): [name: string, job: string][] {
  const [, jobs = ''] = /^jobs:\n(.*)/ms.exec(text) ?? [];
  return Array.from(jobs.matchAll(/^ {2}([\w-]+):\n((?: {4}.*\n|\n)+)/gm), ([, name = '', job = '']) => [name, job]);
}

test('workflows and their actions are found', () => {
  expect(workflows.map(({ name }) => name)).toContain('.github/workflows/ci.yml');
  expect(used.length).toBeGreaterThan(3);
});

test('every action is pinned to a commit, beside which its version stands', () => {
  expect(used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
});

test('an action is at one commit and one version', () => {
  const pins = new Map(used.map((action) => [action.split('@')[0], action]));

  expect(used.filter((action) => pins.get(action.split('@')[0]) !== action)).toEqual([]);
});

test.each(workflows)('$name may do no more than it names', ({ text }) => {
  const [, permissions = ''] = /^permissions:(.*\n(?: +.*\n)*)/m.exec(text) ?? [];

  expect(permissions).toMatch(/^( \{\}\n|\n(?: {2}[\w-]+: (?:read|none)\n)+)$/);
});

test.each(workflows)('no job of $name runs without an end', ({ text }) => {
  const jobs = jobsOf(text);

  expect(jobs).not.toHaveLength(0);
  expect(jobs.filter(([, job]) => !/^ {4}timeout-minutes: \d+$/m.test(job)).map(([name]) => name)).toEqual([]);
});

test('what runs there is what runs here', () => {
  expect(workflows.find(({ name }) => name.endsWith('/ci.yml'))?.text).toMatch(/- run: \.ci\/run$/m);
});
