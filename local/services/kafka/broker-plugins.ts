import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Part } from '../../install/part.ts';
import { findProgram, java } from '../../install/requirements.ts';
import { runInstaller } from '../../install/run-installer.ts';

const compilerClass = 'org.eclipse.jdt.internal.compiler.batch.Main';
const release = '17';

/** The classes by which the broker knows its clients, compiled against its own jars. */
export function brokerPlugins(jars: Part): Part {
  const folder = join(import.meta.dirname, 'broker-plugins');
  const sources = ['MskIamTokens.java', 'ScramLogins.java'].map((name) => join(folder, name));
  return {
    name: 'kafka-broker-plugins',
    lockFiles: [...jars.lockFiles, ...sources],
    async install(directory, report, installed) {
      const { path } = await findProgram(java);
      const lib = join(installed(jars), 'lib');
      const classPath = readdirSync(lib).map((jar) => join(lib, jar));
      const options = ['-source', release, '-target', release, '-proc:none', '-classpath', classPath.join(delimiter)];
      await runInstaller(path, ['-cp', join(lib, '*'), compilerClass, ...options, '-d', directory, ...sources], {
        timeoutMs: 60_000,
        remedy: 'Name another Java, 17 to 23, by JAVA_HOME.',
        report,
      });
    },
  };
}
