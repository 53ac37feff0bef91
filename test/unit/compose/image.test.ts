import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** What docker-compose.yml runs in the image of our own services must be in that image: Docker is not in every place. */

const projectDir = join(import.meta.dirname, '..', '..', '..');
const read = (file: string) => readFileSync(join(projectDir, file), 'utf8');
const compose = read('docker-compose.yml');
const dockerfile = read('local/compose/services/Dockerfile');

/** local/console/cli.ts, as it stands in a command line. */
const programs = [...new Set(compose.match(/\blocal\/[\w/-]+\.ts\b/g))];

/** What a module imports when it runs: types are gone then. */
function importsOf(file: string): string[] {
  const code = stripTypeScriptTypes(read(file));
  const statements = code.matchAll(
    /^(?:import|export)\s[^'";=]*\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return Array.from(statements, ([, named, bare, lazy]) => named ?? bare ?? lazy ?? '');
}

interface Needs {
  readonly files: Set<string>;
  readonly packages: Set<string>;
}

function needsOf(program: string): Needs {
  const needs: Needs = { files: new Set([program]), packages: new Set() };
  for (const file of needs.files) {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) needs.files.add(relative(projectDir, join(projectDir, dirname(file), name)));
      else if (!name.startsWith('node:')) needs.packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    }
  }
  return needs;
}

test('the programs are found', () => {
  expect(programs).toEqual(
    expect.arrayContaining([
      ...['local/compose/prepare.ts', 'local/control-plane/cli.ts', 'local/console/cli.ts'],
      ...['local/event-source-mapping/cli.ts', 'local/services/random-user-api/server.ts'],
    ]),
  );
  expect(needsOf('local/console/cli.ts').files.size).toBeGreaterThan(30);
});

test.each(programs)('the image has every file that %s imports', (program) => {
  const copied = Array.from(dockerfile.matchAll(/^COPY (?!--from)(\S+) \1$/gm), ([, folder]) => `${folder}/`);
  const sent = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => `${line.slice(1)}/`);

  const missing = [...needsOf(program).files].filter(
    (file) => ![copied, sent].every((folders) => folders.some((folder) => file.startsWith(folder))),
  );

  expect(missing).toEqual([]);
});

test.each(programs)('the image has every package that %s imports', (program) => {
  // It is installed without those of development; the poller is a package with its own.
  const manifests = ['package.json', 'local/event-source-mapping/package.json'].map(read);
  const installed = manifests.flatMap((text) => Object.keys(JSON.parse(text).dependencies));

  expect([...needsOf(program).packages].filter((name) => !installed.includes(name))).toEqual([]);
});
