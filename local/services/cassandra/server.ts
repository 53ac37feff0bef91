import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../settings.ts';
import type { CertificateFiles } from '../certificates/certificates.ts';
import { writeFromTemplate } from '../config-template.ts';
import { listenHost } from '../hosts.ts';
import type { JavaProgram } from '../java-program.ts';
import { loopback } from '../service.ts';
import { iamRole, localDataCenter } from './cassandra-login.ts';
import { commitLogAccess } from './commit-log-access.ts';

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

/** The files that a server reads. */
export interface Configuration {
  readonly main: string;
  readonly rack: string;
  readonly logback: string;
}

function cassandraDataDirectory(stateDir: string): string {
  return join(stateDir, 'data', 'cassandra');
}

export function writeConfiguration(
  { stateDir, ports, containers }: Settings,
  { server }: CertificateFiles,
): Configuration {
  const template = (name: string) => join(import.meta.dirname, name);
  const written = (name: string) => join(stateDir, 'config', 'cassandra', name);
  const files = {
    main: written('cassandra.yaml'),
    rack: written('cassandra-rackdc.properties'),
    logback: written('logback.xml'),
  };
  writeFromTemplate(template('cassandra.yaml'), files.main, {
    dataDir: cassandraDataDirectory(stateDir),
    // What a container's volume can do is not known here.
    commitLogAccess: containers ? 'legacy' : commitLogAccess(stateDir),
    listenHost: listenHost({ containers }),
    // What it tells its clients of itself; they go on with the address by which they have found it.
    toldHost: loopback,
    port: ports.cassandra,
    keyspacesPort: ports.keyspaces,
    storagePort: ports.cassandraStorage,
    serverIdentity: server,
  });
  writeFromTemplate(template('cassandra-rackdc.properties'), files.rack, { localDataCenter });
  writeFromTemplate(template('logback.xml'), files.logback, {});
  return files;
}

interface CassandraPlaces {
  readonly jarsDirectory: string;
  /** The directory of our own classes. */
  readonly plugins: string;
  readonly configuration: Configuration;
  readonly stateDir: string;
}

export function cassandraProgram({ jarsDirectory, plugins, configuration, stateDir }: CassandraPlaces): JavaProgram {
  return {
    classPath: [join(jarsDirectory, '*'), plugins],
    options: [
      ...memory,
      ...jvmOptions(),
      ...alone,
      `-javaagent:${join(jarsDirectory, 'jamm-0.4.0.jar')}`,
      `-Dcassandra.config=file://${configuration.main}`,
      `-Dcassandra-rackdc.properties=file://${configuration.rack}`,
      '-Dcassandra.custom_query_handler_class=local.cassandra.KeyspacesQueryHandler',
      `-Dlocal.cassandra.iam_role=${iamRole}`,
      `-Dcassandra.storagedir=${cassandraDataDirectory(stateDir)}`,
      `-Dlogback.configurationFile=${configuration.logback}`,
      '-Dcassandra-foreground=yes',
      '-Djava.awt.headless=true',
    ],
    mainClass: 'org.apache.cassandra.service.CassandraDaemon',
    args: [],
    cwd: stateDir,
  };
}

/** The options that open Java's own modules to Cassandra, one a line, as Cassandra ships them. */
function jvmOptions(): string[] {
  const lines = readFileSync(join(import.meta.dirname, 'jvm.options'), 'utf8').split('\n');
  return lines.filter(Boolean).flatMap((line) => line.split(' '));
}
