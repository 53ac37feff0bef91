import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentPlatform, startablePlatform, usedPlatforms } from '../../../../local/commands/choose-platform.ts';
import { readSettings } from '../../../../local/settings.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const stateDir = temporaryDirectory();
const settings = readSettings({ PIPELINE_STATE_DIR: stateDir }, stateDir);
const platformFile = join(stateDir, 'platform');

afterEach(() => {
  for (const path of [platformFile, join(stateDir, 'docker')]) rmSync(path, { recursive: true, force: true });
});

test('a stack that was never started has no containers', () => {
  expect(currentPlatform(settings).settings.containers).toBeUndefined();
  expect(usedPlatforms(settings)).toHaveLength(1);
});

test('commands follow the stack into its containers', () => {
  writeFileSync(platformFile, 'containers');

  expect(currentPlatform(settings).settings).toMatchObject({
    containers: 'outside',
    stateDir: join(stateDir, 'docker'),
  });
});

test('a reset reaches the containers also when the stack has left them since', () => {
  mkdirSync(join(stateDir, 'docker'));
  writeFileSync(platformFile, 'processes');

  expect(usedPlatforms(settings).map((platform) => platform.settings.containers)).toEqual([undefined, 'outside']);
});

test('an emulator and Docker are not taken together', async () => {
  const withEmulator = { ...settings, emulatorEndpoint: 'http://127.0.0.1:4566' };

  await expect(startablePlatform(withEmulator, 'containers')).rejects.toThrow('leave out one of the two');
});
