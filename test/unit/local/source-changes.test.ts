import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceChanges } from '../../../local/source-changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const inDirectory = (path: string) => join(directory, path);
let stopped: AbortController;
let changes: AsyncGenerator<string[]>;

beforeEach(() => {
  mkdirSync(inDirectory('lambdas/core'), { recursive: true });
  for (const file of ['lambdas/core/user.ts', 'lambdas/handler.ts', 'cdk.json', 'README.md']) {
    writeFileSync(inDirectory(file), '1');
  }
  stopped = new AbortController();
  changes = sourceChanges(directory, ['lambdas', 'cdk.json'], stopped.signal);
});

afterEach(async () => {
  stopped.abort();
  await changes.return(undefined);
  rmSync(inDirectory('lambdas'), { recursive: true });
});

async function nextChange(): Promise<string[] | undefined> {
  return (await changes.next()).value;
}

test('what is changed one after the other is one answer, and what nobody watches is none', async () => {
  const next = nextChange();
  for (const file of ['lambdas/handler.ts', 'README.md', 'lambdas/core/user.ts', 'cdk.json', 'lambdas/handler.ts']) {
    appendFileSync(inDirectory(file), '2');
  }

  expect(await next).toEqual(['cdk.json', 'lambdas/core/user.ts', 'lambdas/handler.ts']);
});

test('what is changed while nobody asks is in the next answer, also before the first one', async () => {
  appendFileSync(inDirectory('cdk.json'), '2');
  expect(await nextChange()).toEqual(['cdk.json']);

  appendFileSync(inDirectory('lambdas/handler.ts'), '2');

  expect(await nextChange()).toEqual(['lambdas/handler.ts']);
});

test('new files, those of new folders, renamed and deleted ones are changes', async () => {
  const first = nextChange();
  mkdirSync(inDirectory('lambdas/redrive'));
  expect(await first).toEqual(['lambdas/redrive']);

  const second = nextChange();
  writeFileSync(inDirectory('lambdas/redrive/handler.ts'), '1');
  expect(await second).toEqual(['lambdas/redrive/handler.ts']);

  const third = nextChange();
  renameSync(inDirectory('lambdas/core/user.ts'), inDirectory('lambdas/core/users.ts'));
  rmSync(inDirectory('lambdas/handler.ts'));
  expect(await third).toEqual(['lambdas/core/user.ts', 'lambdas/core/users.ts', 'lambdas/handler.ts']);
});

test("an editor's own files are no sources", async () => {
  const next = nextChange();
  for (const file of ['.handler.ts.swp', '#handler.ts#', 'handler.ts~', '.#handler.ts', 'handler.ts.tmp']) {
    writeFileSync(inDirectory(`lambdas/${file}`), '1');
  }
  writeFileSync(inDirectory('lambdas/other.ts'), '1');

  expect(await next).toEqual(['lambdas/other.ts']);
});

test('it ends with the signal, also while it is waited for', async () => {
  const next = changes.next();
  stopped.abort();

  expect(await next).toEqual({ value: undefined, done: true });
});
