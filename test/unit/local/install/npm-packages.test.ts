import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackages } from '../../../../local/install/npm-packages.ts';
import { installPart, isInstalled } from '../../../../local/install/part.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

test('an optional package that npm has left out is an error by name, and nothing counts as installed', async () => {
  const manifests = join(directory, 'manifests');
  mkdirSync(manifests);
  const named = { name: 'none', version: '1.0.0' };
  writeFileSync(join(manifests, 'package.json'), JSON.stringify(named));
  writeFileSync(
    join(manifests, 'package-lock.json'),
    JSON.stringify({ ...named, lockfileVersion: 3, packages: { '': named } }),
  );
  const part = npmPackages('none', manifests, '@scope/linux-x64');

  const installing = installPart(part, join(directory, 'cache'), () => {});

  await expect(installing).rejects.toThrow('npm has left out @scope/linux-x64, without an error. Check that npm');
  expect(isInstalled(part, join(directory, 'cache'))).toBe(false);
});
