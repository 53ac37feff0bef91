import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mavenJars } from '../../install/maven-jars.ts';
import { writeFromTemplate } from '../config-template.ts';
import { javaCommand } from '../java-program.ts';
import { loopback, type Service } from '../service.ts';
import { ensureLogin, localDataCenter } from './cassandra-login.ts';

const jars = mavenJars('cassandra', import.meta.dirname);

/** Enough for a million users, small enough for a laptop; the serial collector takes less memory and as little time. */
const memory = ['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];

/** A single node has nobody to wait for: gossip, ring and the first role are settled at once. */
const alone = [
  '-Dcassandra.skip_wait_for_gossip_to_settle=0',
  '-Dcassandra.ring_delay_ms=0',
  '-Dcassandra.superuser_setup_delay_ms=0',
  '-Dcassandra.consistent.rangemovement=false',
];

export const cassandra: Service = {
  name: 'cassandra',
  parts: [jars],
  ports: ['cassandra', 'cassandraStorage'],
  startTimeoutMs: 180_000,
  stopTimeoutMs: 30_000,

  async command(context) {
    const { stateDir, ports } = context.settings;
    const configuration = join(stateDir, 'config', 'cassandra', 'cassandra.yaml');
    writeFromTemplate(join(import.meta.dirname, 'cassandra.yaml'), configuration, {
      dataDir: join(stateDir, 'data', 'cassandra'),
      port: ports.cassandra,
      storagePort: ports.cassandraStorage,
    });
    const jarsDir = context.partDirectory(jars);
    return javaCommand({
      classPath: [join(jarsDir, 'lib', '*')],
      options: [
        ...memory,
        ...jvmOptions(),
        ...alone,
        `-javaagent:${join(jarsDir, 'lib', 'jamm-0.4.0.jar')}`,
        `-Dcassandra.config=file://${configuration}`,
        `-Dcassandra.storagedir=${join(stateDir, 'data', 'cassandra')}`,
        `-Dlogback.configurationFile=${join(import.meta.dirname, 'logback.xml')}`,
        '-Dcassandra-foreground=yes',
        '-Djava.awt.headless=true',
      ],
      mainClass: 'org.apache.cassandra.service.CassandraDaemon',
      args: [],
      cwd: stateDir,
    });
  },

  ready: ({ settings, credentials }) => ensureLogin(settings.ports.cassandra, credentials),

  connection: ({ settings, credentials }) => ({
    contactPoints: [loopback],
    port: settings.ports.cassandra,
    localDataCenter,
    ...credentials.cassandra,
  }),
};

/** The options that open Java's own modules to Cassandra, one a line, as Cassandra ships them. */
function jvmOptions(): string[] {
  const lines = readFileSync(join(import.meta.dirname, 'jvm.options'), 'utf8').split('\n');
  return lines.filter(Boolean).flatMap((line) => line.split(' '));
}
