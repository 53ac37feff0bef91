import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../support/stack/stack.ts';

const directory = join(projectDir, 'docs', 'adr');
const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const records = readdirSync(directory).filter((file) => file !== 'README.md');

test('the index has each record once, by its own title, in the order of their numbers', () => {
  const listed = Array.from(
    read('README.md').matchAll(/^\| (\d+) +\| \[(.+)\]\((.+)\)/gm),
    ([, number, title, file]) => ({
      file,
      title: `# ${number}. ${title}`,
    }),
  );

  expect(records).not.toHaveLength(0);
  expect(listed).toEqual(records.map((file) => ({ file, title: read(file).split('\n')[0] })));
});

test.each(records)('%s has its number, its parts and no more than forty lines', (file) => {
  const lines = read(file).split('\n');
  const number = records.indexOf(file) + 1;

  expect(file).toMatch(new RegExp(`^${String(number).padStart(4, '0')}-[a-z0-9-]+\\.md$`));
  expect(lines[0]).toMatch(new RegExp(`^# ${number}\\. \\S`));
  expect(lines[2]).toMatch(/^\d{4}-\d{2}-\d{2}, (accepted|replaced by \[)/);
  expect(lines.filter((line) => line.startsWith('## '))).toEqual(['## Context', '## Decision', '## Consequences']);
  expect(lines.length).toBeLessThanOrEqual(40);
});
