import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesBelow } from '../../../supply-chain/locks.ts';
import { projectDir } from '../../support/stack/stack.ts';
import { anchorsOf, linksOf } from './markdown.ts';

const files = [projectDir, join(projectDir, '.github')].flatMap(filesBelow).filter((file) => file.endsWith('.md'));

function problemsOf(file: string): string[] {
  return linksOf(readFileSync(file, 'utf8')).flatMap(({ path, anchor }) => {
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(target)) return [`${path} is not there`];
    if (anchor === '' || statSync(target).isDirectory() || !target.endsWith('.md')) return [];
    return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? [] : [`${path} has no heading #${anchor}`];
  });
}

test.each(files.map((file) => relative(projectDir, file)))('every link of %s leads somewhere', (file) => {
  expect(problemsOf(join(projectDir, file))).toEqual([]);
});

test('the files and their links are found', () => {
  const links = files.flatMap((file) => linksOf(readFileSync(file, 'utf8')));

  expect(files.map((file) => relative(projectDir, file))).toEqual(
    expect.arrayContaining(['README.md', 'docs/guarantees.md', 'local/event-source-mapping/README.md']),
  );
  expect(links.filter(({ path }) => path !== '').length).toBeGreaterThan(40);
  expect(links.filter(({ anchor }) => anchor !== '').length).toBeGreaterThan(10);
});

test('links are read as they are shown, and not in code', () => {
  const text = [
    'See [the\nguide](a/b.md#how-to), ![a picture](c.png "told") and [here](#top),',
    'not [the web](https://example.org/x.md) nor `[code](d.md)`.',
    '```sh\n[fenced](e.md)\n```',
    '    [indented](f.md)',
    '[name]: g.md',
  ].join('\n');

  expect(linksOf(text)).toEqual([
    { path: 'a/b.md', anchor: 'how-to' },
    { path: 'c.png', anchor: '' },
    { path: '', anchor: 'top' },
    { path: 'g.md', anchor: '' },
  ]);
});

test('headings have the anchors that they are given where they are shown', () => {
  const text = ['# What `it` does, and why', '## Errors', '## Errors', '```\n# no heading\n```', '### A [link](x)'];

  expect([...anchorsOf(text.join('\n'))]).toEqual(['what-it-does-and-why', 'errors', 'errors-1', 'a-link']);
});
