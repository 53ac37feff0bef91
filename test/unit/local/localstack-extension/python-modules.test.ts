import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findProgram, python } from '../../../../local/install/requirements.ts';

const project = join(import.meta.dirname, '..', '..', '..', '..');

/** The extension's parts that need no LocalStack are tested in Python, beside this file. */
test('the extension’s Python modules pass their unit tests', async () => {
  const { path } = await findProgram(python);

  const run = spawnSync(path, ['-m', 'unittest', 'discover', '--start-directory', import.meta.dirname], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      PYTHONPATH: join(project, 'local', 'localstack-extension'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    timeout: 60_000,
  });

  expect(run.stderr).toMatch(/^Ran \d{2,} tests[\s\S]*^OK$/m);
  expect(run.status).toBe(0);
}, 60_000);
