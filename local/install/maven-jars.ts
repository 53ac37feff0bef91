import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StartError } from '../start-error.ts';
import type { Part } from './part.ts';
import { findProgram, java, maven } from './requirements.ts';
import { runInstaller } from './run-installer.ts';

const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * The jars that a pom.xml names, each checked against `jars.sha256` beside it: Maven itself locks no content.
 * They end in `lib/` of the part's directory.
 */
export function mavenJars(name: string, folder: string): Part {
  const pom = join(folder, 'pom.xml');
  const checksums = join(folder, 'jars.sha256');
  return {
    name,
    lockFiles: [pom, checksums],
    async install(directory, report) {
      const [{ path: mvn }, { path: javaPath }] = await Promise.all([findProgram(maven), findProgram(java)]);
      const lib = join(directory, 'lib');
      await runInstaller(
        mvn,
        ['--batch-mode', '--no-transfer-progress', '--file', pom, copyDependencies].concat([
          '-DincludeScope=runtime',
          `-DoutputDirectory=${lib}`,
        ]),
        {
          timeoutMs: 900_000,
          remedy: `Check that Maven reaches its repository, then run the command again; ${name} needs the jars of ${pom}.`,
          report,
          env: javaPath.includes('/') ? { ...process.env, JAVA_HOME: dirname(dirname(javaPath)) } : process.env,
        },
      );
      await verifyJars(lib, await readFile(checksums, 'utf8'));
    },
  };
}

/** @throws StartError naming a jar that is another than the list says, or that it does not name */
export async function verifyJars(lib: string, checksums: string): Promise<void> {
  const known = checksums
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/\s+/) as [string, string]);
  // Programs take every jar of the folder.
  const strange = (await readdir(lib)).filter((file) => !known.some(([, jar]) => jar === file));
  if (strange.length > 0) throw new StartError(`jars.sha256 does not name ${strange.join(', ')}: look at pom.xml.`);
  for (const [expected, jar] of known) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(lib, jar)), hash);
    if (hash.digest('hex') !== expected) {
      throw new StartError(`${jar} is not the file that jars.sha256 names. Delete it from Maven's local repository.`);
    }
  }
}
