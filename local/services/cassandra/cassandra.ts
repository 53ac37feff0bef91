import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mavenJars } from '../../install/maven-jars.ts';
import { certificateFiles, ensureCertificates } from '../certificates/certificates.ts';
import { writeFromTemplate } from '../config-template.ts';
import { javaPlugins } from '../java-plugins.ts';
import { javaCommand } from '../java-program.ts';
import { loopback, type Service } from '../service.ts';
import { ensureLogin, iamRole, localDataCenter } from './cassandra-login.ts';

const jars = mavenJars('cassandra', import.meta.dirname);
const plugins = javaPlugins({
  name: 'cassandra-server-plugins',
  folder: join(import.meta.dirname, 'server-plugins'),
  jars,
  // They hold classes of Java's own packages, which the compiler takes from nobody but Java.
  leaveOut: /^(high-scale-lib|sjk-cli)-/,
});

/** Enough for a million users, small enough for a laptop; the serial collector takes less memory and as little time. */
const memory = ['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];

/** A single node has nobody to wait for: gossip, ring and the first role are settled at once. */
const alone = [
  '-Dcassandra.skip_wait_for_gossip_to_settle=0',
  '-Dcassandra.ring_delay_ms=0',
  '-Dcassandra.superuser_setup_delay_ms=0',
  '-Dcassandra.consistent.rangemovement=false',
  // Data of a time when its data centre had another name are as good.
  '-Dcassandra.ignore_dc=true',
];

/** Cassandra, with what Amazon Keyspaces has and refuses. */
export const cassandra: Service = {
  name: 'cassandra',
  parts: [jars, plugins],
  ports: ['cassandra', 'cassandraStorage', 'keyspaces'],
  startTimeoutMs: 180_000,
  stopTimeoutMs: 30_000,

  async command(context) {
    const { stateDir, ports } = context.settings;
    const configured = (name: string) => join(stateDir, 'config', 'cassandra', name);
    const configuration = configured('cassandra.yaml');
    const rack = configured('cassandra-rackdc.properties');
    const { server: serverIdentity } = await ensureCertificates(stateDir);
    writeFromTemplate(join(import.meta.dirname, 'cassandra.yaml'), configuration, {
      dataDir: join(stateDir, 'data', 'cassandra'),
      port: ports.cassandra,
      keyspacesPort: ports.keyspaces,
      storagePort: ports.cassandraStorage,
      serverIdentity,
    });
    writeFromTemplate(join(import.meta.dirname, 'cassandra-rackdc.properties'), rack, { localDataCenter });
    const jarsDir = context.partDirectory(jars);
    const command = await javaCommand({
      classPath: [join(jarsDir, 'lib', '*'), context.partDirectory(plugins)],
      options: [
        ...memory,
        ...jvmOptions(),
        ...alone,
        `-javaagent:${join(jarsDir, 'lib', 'jamm-0.4.0.jar')}`,
        `-Dcassandra.config=file://${configuration}`,
        `-Dcassandra-rackdc.properties=file://${rack}`,
        '-Dcassandra.custom_query_handler_class=local.cassandra.KeyspacesQueryHandler',
        `-Dlocal.cassandra.iam_role=${iamRole}`,
        `-Dcassandra.storagedir=${join(stateDir, 'data', 'cassandra')}`,
        `-Dlogback.configurationFile=${join(import.meta.dirname, 'logback.xml')}`,
        '-Dcassandra-foreground=yes',
        '-Djava.awt.headless=true',
      ],
      mainClass: 'org.apache.cassandra.service.CassandraDaemon',
      args: [],
      cwd: stateDir,
    });
    // One with the certificates of last year is not the one that would be started now.
    return { ...command, sources: [configuration, rack, serverIdentity] };
  },

  ready: ({ settings, credentials }) => ensureLogin(settings.ports.cassandra, credentials),

  connection: ({ settings: { ports, stateDir }, credentials }) => ({
    contactPoints: [loopback],
    port: ports.cassandra,
    localDataCenter,
    ...credentials.cassandra,
    keyspacesEndpoint: `${loopback}:${ports.keyspaces}`,
    caCertificate: certificateFiles(stateDir).authority,
  }),
};

/** The options that open Java's own modules to Cassandra, one a line, as Cassandra ships them. */
function jvmOptions(): string[] {
  const lines = readFileSync(join(import.meta.dirname, 'jvm.options'), 'utf8').split('\n');
  return lines.filter(Boolean).flatMap((line) => line.split(' '));
}
