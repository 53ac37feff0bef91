import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { mavenJars } from '../../install/maven-jars.ts';
import { runInstaller } from '../../install/run-installer.ts';
import { certificateFiles, ensureCertificates } from '../certificates/certificates.ts';
import { writeFromTemplate } from '../config-template.ts';
import { javaPlugins } from '../java-plugins.ts';
import { javaCommand } from '../java-program.ts';
import type { Service, ServiceContext } from '../service.ts';
import { bootstrapServers, listenerAddresses, listenerPorts } from './listeners.ts';
import { clusterArn, securedClusterArn } from './msk-clusters.ts';
import { scramLoginsFile } from './scram-logins-file.ts';
import { withAdmin } from './with-admin.ts';

const jars = mavenJars('kafka', import.meta.dirname);
const plugins = javaPlugins({
  name: 'kafka-broker-plugins',
  folder: join(import.meta.dirname, 'broker-plugins'),
  jars,
});

export const kafka: Service = {
  name: 'kafka',
  parts: [jars, plugins],
  ports: [...listenerPorts, 'kafkaController'],
  startTimeoutMs: 60_000,
  stopTimeoutMs: 20_000,

  async command(context) {
    const { stateDir, ports } = context.settings;
    const dataDir = join(stateDir, 'data', 'kafka');
    const properties = join(stateDir, 'config', 'kafka', 'server.properties');
    mkdirSync(dataDir, { recursive: true });
    const { authority, server: serverIdentity } = await ensureCertificates(stateDir);
    writeFromTemplate(join(import.meta.dirname, 'server.properties'), properties, {
      listeners: listenerAddresses(ports),
      controllerPort: ports.kafkaController,
      dataDir,
      authority,
      serverIdentity,
      scramLogins: scramLoginsFile(stateDir),
      ...context.credentials.kafka,
    });
    if (!existsSync(join(dataDir, 'meta.properties'))) await format(context, properties);
    const memory = ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
    const command = await broker(context, 'kafka.Kafka', [properties], memory);
    // A broker with the certificates of last year is not the one that would be started now.
    return { ...command, sources: [properties, serverIdentity] };
  },

  async ready({ settings }) {
    const client = new kafkajs.Kafka({
      brokers: [bootstrapServers(settings.ports).plaintext],
      connectionTimeout: 1000,
      requestTimeout: 2000,
      retry: { retries: 0 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
    // A broker that still waits for its controller answers with none.
    const { controller } = await withAdmin(client, (admin) => admin.describeCluster());
    if (controller === null || controller < 0) throw new Error('it has no controller yet');
  },

  connection: ({ settings: { ports, stateDir }, credentials }) => {
    const { plaintext, ...secured } = bootstrapServers(ports);
    const { authority: caCertificate, clientCertificate, clientKey } = certificateFiles(stateDir);
    return {
      bootstrapServers: plaintext,
      clusterArn,
      ...secured,
      securedClusterArn,
      ...credentials.kafka,
      caCertificate,
      clientCertificate,
      clientKey,
    };
  },
};

/** Gives a new data directory its cluster id, without which the broker refuses to start. */
async function format(context: ServiceContext, properties: string): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const args = ['format', '--config', properties, `--cluster-id=${clusterId}`];
  const command = await broker(context, 'kafka.tools.StorageTool', args, ['-Xmx128m']);
  await runInstaller(command.file, command.args, {
    env: command.env,
    timeoutMs: 60_000,
    remedy: 'Run npm run reset, then npm start.',
  });
}

function broker(context: ServiceContext, mainClass: string, args: string[], memory: string[]) {
  return javaCommand({
    classPath: [join(context.partDirectory(jars), 'lib', '*'), context.partDirectory(plugins)],
    options: [...memory, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Djava.awt.headless=true'],
    mainClass,
    args,
    cwd: context.settings.stateDir,
  });
}
