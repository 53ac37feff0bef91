import { join } from 'node:path';
import { isAllowed, readLicences } from '../../../supply-chain/licences.ts';
import { lockFiles } from '../../../supply-chain/locks.ts';

const locks = lockFiles(join(import.meta.dirname, '..', '..', '..'));

const wasRead = ({ name, version }: { name: string; version: string }) => `${name}@${version}` in readLicences;

test('every npm package, of production and of development, may be used under an allowed licence', () => {
  const packages = locks.flatMap((lock) => lock.packages).filter(({ kind }) => kind === 'npm');
  const others = packages.filter((one) => !isAllowed(one.licence) && !wasRead(one));

  expect(packages).not.toHaveLength(0);
  expect(others.map(({ name, version, licence, lock }) => `${name} ${version}: ${licence} (${lock})`)).toEqual([]);
});

test.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'Apache-2.0 AND MIT'])('%s is allowed', (licence) => {
  expect(isAllowed(licence)).toBe(true);
});

test.each([
  'GPL-3.0-only',
  'MIT AND GPL-3.0-only',
  '(MIT OR ISC) AND GPL-3.0-only',
  'UNLICENSED',
  'SEE LICENSE IN x',
  '',
  undefined,
])('%s is not', (licence) => {
  expect(isAllowed(licence)).toBe(false);
});
