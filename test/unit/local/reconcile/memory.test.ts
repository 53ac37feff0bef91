import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const program = join(import.meta.dirname, 'reconcile-many.ts');

/** Three million entries at once take more than 600 MiB. */
const heapMib = 96;

test('a million users are compared in a heap that could not hold a fifth of them', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${heapMib}`, program, join(directory, 'spill'), '1000000'],
    { encoding: 'utf8', timeout: 100_000 },
  );

  expect({ status, stdout, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stdout: '1000', stderr: '' });
});
