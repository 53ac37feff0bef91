import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { mavenJars } from '../../install/maven-jars.ts';
import { runInstaller } from '../../install/run-installer.ts';
import { certificateFiles, ensureCertificates } from '../certificates/certificates.ts';
import { javaPlugins } from '../java-plugins.ts';
import { javaCommand } from '../java-program.ts';
import type { Service } from '../service.ts';
import {
  type BrokerPlaces,
  brokerDataDirectory,
  brokerProgram,
  formatProgram,
  writeServerProperties,
} from './broker.ts';
import { bootstrapServers, listenerPorts } from './listeners.ts';
import { clusterArn, securedClusterArn } from './msk-clusters.ts';
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
    const { stateDir } = context.settings;
    const dataDir = brokerDataDirectory(stateDir);
    const properties = join(stateDir, 'config', 'kafka', 'server.properties');
    mkdirSync(dataDir, { recursive: true });
    const certificates = await ensureCertificates(stateDir);
    writeServerProperties(properties, context, certificates);
    const classPath = [join(context.partDirectory(jars), 'lib', '*'), context.partDirectory(plugins)];
    const places = { classPath, properties, cwd: stateDir };
    if (!existsSync(join(dataDir, 'meta.properties'))) await format(places);
    const command = await javaCommand(brokerProgram(places));
    // A broker with the certificates of last year is not the one that would be started now.
    return { ...command, sources: [properties, certificates.server] };
  },

  async ready({ settings }) {
    const client = new kafkajs.Kafka({
      brokers: [bootstrapServers(settings).plaintext],
      connectionTimeout: 1000,
      requestTimeout: 2000,
      retry: { retries: 0 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
    // A broker that still waits for its controller answers with none.
    const { controller } = await withAdmin(client, (admin) => admin.describeCluster());
    if (controller === null || controller < 0) throw new Error('it has no controller yet');
  },

  connection: ({ settings, credentials }) => {
    const { plaintext, ...secured } = bootstrapServers(settings);
    const { authority: caCertificate, clientCertificate, clientKey } = certificateFiles(settings.stateDir);
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

async function format(places: BrokerPlaces): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const { file, args, env } = await javaCommand(formatProgram(places, clusterId));
  await runInstaller(file, args, { env, timeoutMs: 60_000, remedy: 'Run npm run reset, then npm start.' });
}
