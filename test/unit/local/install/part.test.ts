import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPart, isInstalled, isMissing, type Part, partDirectory } from '../../../../local/install/part.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const silent = () => {};

function part(name: string, install: Part['install']): Part {
  const lockFile = join(directory, `${name}.lock.txt`);
  writeFileSync(lockFile, 'version 1');
  return { name, lockFiles: [lockFile], install };
}

test('a part is installed once, whoever asks', async () => {
  let installs = 0;
  const once = part('once', async (target) => {
    installs++;
    writeFileSync(join(target, 'program'), '');
  });

  const places = await Promise.all([1, 2, 3].map(() => installPart(once, directory, silent)));

  expect(installs).toBe(1);
  expect(new Set(places).size).toBe(1);
  expect(existsSync(join(places[0] ?? '', 'program'))).toBe(true);
});

test('another content of its lock file is another part', async () => {
  const changing = part('changing', async () => {});
  const before = await installPart(changing, directory, silent);

  writeFileSync(changing.lockFiles[0] ?? '', 'version 2');

  expect(partDirectory(changing, directory)).not.toBe(before);
  expect(isInstalled(changing, directory)).toBe(false);
});

test('an install that was cut off is begun anew, from nothing', async () => {
  let attempts = 0;
  const flaky = part('flaky', async (target) => {
    if (existsSync(join(target, 'leftover'))) throw new Error('not from nothing');
    writeFileSync(join(target, 'leftover'), '');
    if (++attempts === 1) throw new Error('cut off');
  });

  await expect(installPart(flaky, directory, silent)).rejects.toThrow('cut off');
  expect(isInstalled(flaky, directory)).toBe(false);
  await installPart(flaky, directory, silent);

  expect(isInstalled(flaky, directory)).toBe(true);
});

test('a part is missing until it is installed, unless this machine has no use for it', async () => {
  const always = part('always', async () => {});
  const ofUse = { ...part('of-use', async () => {}), isOfUse: async () => true };
  const ofNoUse = { ...part('of-no-use', async () => {}), isOfUse: async () => false };
  const before = await Promise.all([always, ofUse, ofNoUse].map((one) => isMissing(one, directory)));

  await installPart(ofUse, directory, silent);

  expect(before).toEqual([true, true, false]);
  await expect(isMissing(ofUse, directory)).resolves.toBe(false);
});
