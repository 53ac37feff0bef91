import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { partDirectory } from '../../../../local/install/part.ts';
import { javaClient } from '../../../../local/services/localstack/runtimes/java-client.ts';
import { readSettings } from '../../../../local/settings.ts';
import { projectDir } from '../../../support/stack/stack.ts';

const run = promisify(execFile);

/** The jars that AWS's Java runtimes bring, as the stack has installed them. */
const javaClientDirectory = join(partDirectory(javaClient, readSettings(process.env, projectDir).cacheDir), 'lib');

/**
 * Compiles one public Java class, for Java 11 and later.
 * @param java of a JDK
 * @returns the class files by their paths in the folder of a function's code
 */
export async function compileJava(java: string, name: string, source: string): Promise<Record<string, Uint8Array>> {
  const directory = await mkdtemp(join(tmpdir(), 'java-function-'));
  try {
    const file = join(directory, `${name}.java`);
    await writeFile(file, source);
    const classpath = join(javaClientDirectory, '*');
    const javac = join(dirname(await realpath(java)), 'javac');
    await run(javac, ['--release', '11', '-classpath', classpath, '-d', directory, file], { timeout: 60_000 });
    const paths = (await readdir(directory, { recursive: true })).filter((path) => path.endsWith('.class'));
    return Object.fromEntries(
      await Promise.all(paths.map(async (path) => [path, await readFile(join(directory, path))])),
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}
