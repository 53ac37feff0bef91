import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Part } from '../install/part.ts';
import { findProgram, java } from '../install/requirements.ts';
import { runInstaller } from '../install/run-installer.ts';

const compilerClass = 'org.eclipse.jdt.internal.compiler.batch.Main';
const release = '17';

interface JavaPlugins {
  readonly name: string;
  /** Where the sources are. */
  readonly folder: string;
  /** The jars of the server that loads the classes; the compiler is among them. */
  readonly jars: Part;
  /** Jars that nothing is compiled against. */
  readonly leaveOut?: RegExp;
}

/** The classes by which a server is given something of its own, compiled against its own jars. */
export function javaPlugins({ name, folder, jars, leaveOut }: JavaPlugins): Part {
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.java'))
    .sort()
    .map((file) => join(folder, file));
  return {
    name,
    lockFiles: [...jars.lockFiles, ...sources],
    async install(directory, report, installed) {
      const { path } = await findProgram(java);
      const lib = join(installed(jars), 'lib');
      const classPath = readdirSync(lib)
        .filter((jar) => !leaveOut?.test(jar))
        .map((jar) => join(lib, jar));
      const options = ['-source', release, '-target', release, '-proc:none', '-classpath', classPath.join(delimiter)];
      await runInstaller(path, ['-cp', join(lib, '*'), compilerClass, ...options, '-d', directory, ...sources], {
        timeoutMs: 60_000,
        remedy: 'Name another Java, 17 to 23, by JAVA_HOME.',
        report,
      });
    },
  };
}
