import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processPlatform } from '../../../../local/commands/process-platform.ts';
import { reset } from '../../../../local/commands/reset.ts';
import { readSettings } from '../../../../local/settings.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();

test('a reset deletes what the stack has, and no stack that has its directory below it', async () => {
  for (const directory of ['data', 'pids', join('test', 'pids')])
    mkdirSync(join(stateDir, directory), { recursive: true });
  for (const file of ['credentials.json', join('test', 'credentials.json')]) writeFileSync(join(stateDir, file), '{}');

  await reset([processPlatform(readSettings({ PIPELINE_STATE_DIR: stateDir }, stateDir))]);

  const left = ['data', 'pids', 'credentials.json', 'test'].filter((entry) => existsSync(join(stateDir, entry)));
  expect(left).toEqual(['test']);
  expect(existsSync(join(stateDir, 'test', 'credentials.json'))).toBe(true);
});
