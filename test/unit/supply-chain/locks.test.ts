import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, lockFiles, mavenFolders } from '../../../supply-chain/locks.ts';

const projectDir = join(import.meta.dirname, '..', '..', '..');
const locks = lockFiles(projectDir);
const pinned = locks.flatMap(({ packages }) => packages);
const named = ({ kind, name, version, lock }: (typeof pinned)[number]) => `${kind} ${name} ${version} of ${lock}`;
const exact = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/;

/** npm copies where the authors of a package take donations. */
function withoutFunding(file: string, text: string): string {
  if (!file.endsWith('.json')) return text;
  return JSON.stringify(JSON.parse(text), (key, value) => (key === 'funding' ? undefined : value), 1);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

test('every lock file is found and read', () => {
  const count = (kind: string) => pinned.filter((one) => one.kind === kind).length;

  expect(locks.map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      'package-lock.json',
      'local/services/localstack/requirements.lock.txt',
      'local/services/cassandra/jars.sha256',
    ]),
  );
  expect(count('npm')).toBeGreaterThan(700);
  expect(count('pypi')).toBeGreaterThan(150);
  expect(count('maven')).toBeGreaterThan(150);
});

test('everything is pinned to one version and to the hash of its content', () => {
  const loose = pinned.filter(({ version, hashes }) => !/^\d/.test(version) || hashes.length === 0);

  expect(loose.map(named)).toEqual([]);
});

test('no lock file says where a package comes from: that is the affair of whoever installs', () => {
  const urls = locks.flatMap(({ file, text }) =>
    [...(withoutFunding(file, text).match(/"resolved": "[^"]*"|\b[a-z+]+:\/\/\S+/g) ?? [])].map(
      (url) => `${file}: ${url}`,
    ),
  );
  const strange = urls.filter((url) => url !== 'package-lock.json: "resolved": "local/event-source-mapping"');

  expect(strange).toEqual([]);
});

const manifests = filesBelow(projectDir).filter((file) => file.endsWith('/package.json'));

test.each(manifests.map((file) => relative(projectDir, file)))('%s names exact versions', (file) => {
  const manifest = JSON.parse(readFileSync(join(projectDir, file), 'utf8')) as Manifest;
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies };

  expect(Object.entries(wanted).filter(([, version]) => !exact.test(version))).toEqual([]);
});

test.each(mavenFolders(projectDir))(
  '%s: Maven, which locks nothing by itself, gets exact versions from known jars',
  (folder) => {
    const pom = readFileSync(join(projectDir, folder, 'pom.xml'), 'utf8');
    const versions = [...pom.matchAll(/<version>([^<]+)<\/version>/g)].map(([, version]) => version);

    expect(versions.filter((version) => !/^\d[\w.-]*$/.test(version ?? ''))).toEqual([]);
    // An example is built by whoever tries it, with what is in it.
    expect(existsSync(join(projectDir, folder, 'jars.sha256')) || folder.startsWith('examples/')).toBe(true);
  },
);
