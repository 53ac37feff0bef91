import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mavenJars } from '../../install/maven-jars.ts';
import type { Part } from '../../install/part.ts';
import { runInstaller } from '../../install/run-installer.ts';
import type { Settings } from '../../settings.ts';
import { requireAnswer } from '../http-health.ts';
import { jarCommand } from '../java-program.ts';
import { loopback, type Service } from '../service.ts';

const release = 'apicurio-registry-app-2.6.13.Final';
const archive = mavenJars('schema-registry', import.meta.dirname);

const program: Part = {
  ...archive,
  async install(directory, report, installed) {
    await archive.install(directory, report, installed);
    const file = join(directory, 'lib', `${release}-all.tar.gz`);
    await runInstaller('tar', ['-xzf', file, '-C', directory], {
      timeoutMs: 120_000,
      remedy: 'Install tar, and see that the disk has room for 150 MB.',
    });
    await rm(file);
  },
};

/** Relative to the working directory: the place of a stack may hold what H2 would read as an option. */
const storage = [
  // H2 writes what is committed half a second later, unless told otherwise: a killed registry forgot its last schemas.
  '-Dquarkus.datasource.jdbc.url=jdbc:h2:file:./registry;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0',
  '-Dquarkus.datasource.jdbc.initial-size=1',
  '-Dquarkus.datasource.jdbc.min-size=1',
  '-Dquarkus.datasource.jdbc.max-size=10',
];

/** Apicurio, which speaks the API of Confluent's registry. Its schemas and their ids are kept in a file of its data directory. */
export const schemaRegistry: Service = {
  name: 'schema-registry',
  parts: [program],
  ports: ['schemaRegistry'],
  startTimeoutMs: 120_000,
  stopTimeoutMs: 20_000,

  async command(context) {
    const dataDir = join(context.settings.stateDir, 'data', 'schema-registry');
    mkdirSync(dataDir, { recursive: true });
    return jarCommand({
      jar: join(context.partDirectory(program), `${release}-runner.jar`),
      options: [
        ...['-Xms64m', '-Xmx128m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true'],
        // Half the processor time until it is ready, and 40 MiB less, than with the second compiler.
        '-XX:TieredStopAtLevel=1',
        `-Dquarkus.http.host=${loopback}`,
        `-Dquarkus.http.port=${context.settings.ports.schemaRegistry}`,
        ...storage,
        // Without, its transaction manager listens on a port of its own, only to have a number that no other has.
        '-DCoreEnvironmentBean.processImplementationClassName=com.arjuna.ats.internal.arjuna.utils.UuidProcessId',
        // As Confluent's and Glue's; it refuses to delete single versions by default.
        '-Dregistry.rest.artifact.deletion.enabled=true',
        // Times as RFC 3339 writes them, which is not the default.
        "-Dregistry.apis.v2.date-format=yyyy-MM-dd'T'HH:mm:ss'Z'",
      ],
      cwd: dataDir,
    });
  },

  ready: ({ settings }) => requireAnswer(`${schemaRegistryUrl(settings)}/subjects`),

  connection: ({ settings }) => ({ url: schemaRegistryUrl(settings) }),
};

/** Of Confluent's API. */

export function schemaRegistryUrl({ ports }: Pick<Settings, 'ports'>, host: string = loopback): string {
  return `http://${host}:${ports.schemaRegistry}/apis/ccompat/v7`;
}
