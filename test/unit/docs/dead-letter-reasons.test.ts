import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf, reasonHelp } from '../../../local/deployment/dead-letter-reasons.ts';
import { projectDir } from '../../support/stack/stack.ts';

const operations = readFileSync(join(projectDir, 'docs', 'operations.md'), 'utf8');

/** The rows below the table's head, each as its cells. */
function rowsOfTable(head: string): string[][] {
  const lines = operations.slice(operations.indexOf(head)).split('\n');
  const table = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  return table.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the guide explains each reason as the console does', () => {
  const rows = rowsOfTable('| Reason ');

  const inGuide = rows.flatMap(([reasons = '', meaning, remedy]) =>
    [...reasons.matchAll(/`(\w+)`/g)].map(([, reason]) => [reason, { meaning, remedy }]),
  );
  expect(Object.fromEntries(inGuide)).toEqual(reasonHelp);
});

test('a reason that nobody knows has no explanation', () => {
  expect(helpOf('Whatever')).toBeUndefined();
  expect(helpOf('constructor')).toBeUndefined();
});
