import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../support/stack/stack.ts';

const page = readFileSync(join(projectDir, 'docs', 'extending.md'), 'utf8');
const quotation = /^\[`([^`\n]+)`\]\(\.\.\/([^)\n]+)\)\n\n```ts\n(.*?)^```$/gms;
const quotations = Array.from(page.matchAll(quotation), ([, file = '', address, text = '']) => ({
  file,
  address,
  text,
}));
const read = (file: string) => readFileSync(join(projectDir, file), 'utf8');

test('each quotation says which file it is of, and stands there word by word', () => {
  expect(quotations).toHaveLength(page.split('```ts\n').length - 1);
  expect(quotations.filter(({ file, address }) => file !== address)).toEqual([]);
  expect(quotations.filter(({ file, text }) => !read(file).includes(text))).toEqual([]);
});

test.each([
  ...['third-store/s3-users.ts', 'third-store/user-lines.ts', 'third-store/handler.ts', 'third-store/config-keys.ts'],
  ...['third-store/third-store-stack.ts', 'other-source/handler.ts', 'other-source/other-source-stack.ts'],
])('%s is quoted to its end', (file) => {
  const path = `examples/${file}`;

  expect(quotations.filter((one) => one.file === path && read(path).endsWith(one.text))).toHaveLength(1);
});

test('the tests and files that are to be run are there', () => {
  const named = [...page.matchAll(/npm test -- (\S+)|(?:node|cp --only-show-errors) (examples\/[^\s']+)/g)];
  const paths = named.map(([, tests, file]) => tests ?? file ?? '');

  expect(paths.length).toBeGreaterThan(7);
  expect(paths.filter((path) => !existsSync(join(projectDir, path)))).toEqual([]);
});

test('each file of the page’s links is there', () => {
  const links = Array.from(page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g), ([, address = '']) => address);

  expect(links.filter((address) => !existsSync(join(projectDir, 'docs', address)))).toEqual([]);
});
