import { join } from 'node:path';
import { mavenJars } from '../../install/maven-jars.ts';
import { certificateFiles, ensureCertificates } from '../certificates/certificates.ts';
import { hostOf } from '../hosts.ts';
import { javaPlugins } from '../java-plugins.ts';
import { javaCommand } from '../java-program.ts';
import type { Service } from '../service.ts';
import { ensureLogin, localDataCenter } from './cassandra-login.ts';
import { cassandraProgram, writeConfiguration } from './server.ts';

const jars = mavenJars('cassandra', import.meta.dirname);
const plugins = javaPlugins({
  name: 'cassandra-server-plugins',
  folder: join(import.meta.dirname, 'server-plugins'),
  jars,
  // They hold classes of Java's own packages, which the compiler takes from nobody but Java.
  leaveOut: /^(high-scale-lib|sjk-cli)-/,
});

/** Cassandra, with what Amazon Keyspaces has and refuses. */
export const cassandra: Service = {
  name: 'cassandra',
  parts: [jars, plugins],
  ports: ['cassandra', 'cassandraStorage', 'keyspaces'],
  startTimeoutMs: 180_000,
  stopTimeoutMs: 30_000,

  async command(context) {
    const { stateDir } = context.settings;
    const certificates = await ensureCertificates(stateDir);
    const configuration = writeConfiguration(context.settings, certificates);
    const jarsDir = context.partDirectory(jars);
    const program = cassandraProgram({
      jarsDirectory: join(jarsDir, 'lib'),
      plugins: context.partDirectory(plugins),
      configuration,
      stateDir,
    });
    const command = await javaCommand(program);
    // One with the certificates of last year is not the one that would be started now.
    return { ...command, sources: [configuration.main, configuration.rack, certificates.server] };
  },

  ready: ({ settings, credentials }) =>
    ensureLogin({ host: hostOf('cassandra', settings), port: settings.ports.cassandra }, credentials),

  connection: ({ settings, credentials }) => ({
    contactPoints: [hostOf('cassandra', settings)],
    port: settings.ports.cassandra,
    localDataCenter,
    ...credentials.cassandra,
    keyspacesEndpoint: `${hostOf('cassandra', settings)}:${settings.ports.keyspaces}`,
    caCertificate: certificateFiles(settings.stateDir).authority,
  }),
};
