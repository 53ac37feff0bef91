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

/** Apicurio, which speaks the API of Confluent's registry; it keeps its schemas in memory. */
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
        ...['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true'],
        `-Dquarkus.http.host=${loopback}`,
        `-Dquarkus.http.port=${context.settings.ports.schemaRegistry}`,
      ],
      cwd: dataDir,
    });
  },

  ready: ({ settings }) => requireAnswer(`${schemaRegistryUrl(settings)}/subjects`),

  connection: ({ settings }) => ({ url: schemaRegistryUrl(settings) }),
};

/** Of Confluent's API. */
export function schemaRegistryUrl({ ports }: Pick<Settings, 'ports'>): string {
  return `http://${loopback}:${ports.schemaRegistry}/apis/ccompat/v7`;
}
