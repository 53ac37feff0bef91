import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEvery, findProgram, java, maven, python } from '../../../../local/install/requirements.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const directory = temporaryDirectory();

/** A machine on which just these programs are, each answering with the given text. */
function machine(name: string, programs: Record<string, string>): NodeJS.ProcessEnv {
  const bin = join(directory, name, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [program, answer] of Object.entries(programs)) {
    const file = join(bin, program);
    writeFileSync(file, `#!/bin/sh\necho '${answer}' >&2\n`);
    chmodSync(file, 0o755);
  }
  return { PATH: bin, PYENV_ROOT: join(directory, name, 'pyenv') };
}

test('the first Python that will do is taken', async () => {
  const env = machine('python', { 'python3.13': '3.13.4', python3: '3.12.2' });

  await expect(findProgram(python, env)).resolves.toEqual({ path: 'python3.13', version: '3.13.4' });
});

test('a Python that is too old is named with what to install', async () => {
  const env = machine('old-python', { python3: '3.12.1' });

  await expect(findProgram(python, env)).rejects.toThrow(
    /Python 3\.13.* is needed; found only: python3 is 3\.12\.1\. Install Python 3\.13/,
  );
});

test('a Python that pyenv holds is found, though it is not on the path', async () => {
  const env = machine('pyenv-python', { python3: '3.11.2' });
  const home = join(env.PYENV_ROOT ?? '', 'versions', '3.13.1', 'bin');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'python3'), '#!/bin/sh\necho 3.13.1\n', { mode: 0o755 });

  await expect(findProgram(python, env)).resolves.toMatchObject({ version: '3.13.1' });
});

test('a missing Maven is named with what to install', async () => {
  const env = machine('no-maven', {});

  await expect(findProgram(maven, env)).rejects.toThrow(
    /^Maven 3\.8 or newer is needed; none was found\. Install Maven 3\.8/,
  );
});

test('a Maven that is too old is named', async () => {
  const env = machine('old-maven', { mvn: 'Apache Maven 3.6.3 (abc)' });

  await expect(findProgram(maven, env)).rejects.toThrow('found only: mvn is 3.6.3');
});

test.each([
  ['openjdk version "17.0.15" 2025-04-15', '17.0'],
  ['openjdk version "21" 2023-09-19', '21'],
])('%s will do', async (answer, version) => {
  const env = machine(`java-${version}`, { java: answer });

  await expect(findProgram(java, env)).resolves.toEqual({ path: 'java', version });
});

test.each([
  ['openjdk version "11.0.2"', '11.0'],
  ['java version "1.8.0_292"', '1.8'],
  ['openjdk version "25" 2025-09-16', '25'],
])('%s will not, and is named', async (answer, version) => {
  const onlyThis = { ...java, candidates: () => ['java'] };
  const env = machine(`bad-java-${version}`, { java: answer });

  await expect(findProgram(onlyThis, env)).rejects.toThrow(
    `Java 17 to 23 is needed; found only: java is ${version}. Install a Java 17 or 21 runtime`,
  );
});

test('every program of a kind is found by its full path, also those that will not do', async () => {
  const env = machine('two-javas', { java: 'openjdk version "21.0.8" 2025-07-15' });
  const home = join(env.PATH ?? '', '..', 'java-8');
  mkdirSync(join(home, 'bin'), { recursive: true });
  const answer = 'java version "1.8.0_292"';
  writeFileSync(join(home, 'bin', 'java'), `#!/bin/sh\necho '${answer}' >&2\n`, { mode: 0o755 });

  const found = await findEvery(
    { ...java, candidates: () => ['no-such-java', 'java', join(home, 'bin', 'java')] },
    env,
  );

  expect(found).toEqual([
    { path: join(env.PATH ?? '', 'java'), version: '21.0' },
    { path: join(home, 'bin', 'java'), version: '1.8' },
  ]);
});
