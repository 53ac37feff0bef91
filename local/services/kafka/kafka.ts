import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { mavenJars } from '../../install/maven-jars.ts';
import { runInstaller } from '../../install/run-installer.ts';
import { writeFromTemplate } from '../config-template.ts';
import { javaCommand } from '../java-program.ts';
import { loopback, type Service, type ServiceContext } from '../service.ts';

const jars = mavenJars('kafka', import.meta.dirname);

/** The ARN under which the local cluster answers the MSK API. */
export const clusterArn =
  'arn:aws:kafka:us-east-1:000000000000:cluster/users-pipeline/11111111-1111-4111-8111-111111111111-1';

export const kafka: Service = {
  name: 'kafka',
  parts: [jars],
  ports: ['kafka', 'kafkaController'],
  startTimeoutMs: 60_000,
  stopTimeoutMs: 20_000,

  async command(context) {
    const dataDir = join(context.settings.stateDir, 'data', 'kafka');
    const properties = join(context.settings.stateDir, 'config', 'kafka', 'server.properties');
    mkdirSync(dataDir, { recursive: true });
    const { kafka: port, kafkaController: controllerPort } = context.settings.ports;
    writeFromTemplate(join(import.meta.dirname, 'server.properties'), properties, { port, controllerPort, dataDir });
    if (!existsSync(join(dataDir, 'meta.properties'))) await format(context, properties);
    return broker(
      context,
      'kafka.Kafka',
      [properties],
      ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'],
    );
  },

  async ready({ settings }) {
    const client = new kafkajs.Kafka({
      brokers: [bootstrapServers(settings.ports.kafka)],
      connectionTimeout: 1000,
      requestTimeout: 2000,
      retry: { retries: 0 },
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const admin = client.admin();
    try {
      await admin.connect();
      // A broker that still waits for its controller answers with none.
      const { controller } = await admin.describeCluster();
      if (controller === null || controller < 0) throw new Error('it has no controller yet');
    } finally {
      await admin.disconnect();
    }
  },

  connection: ({ settings }) => ({ bootstrapServers: bootstrapServers(settings.ports.kafka), clusterArn }),
};

export function bootstrapServers(port: number): string {
  return `${loopback}:${port}`;
}

/** Gives a new data directory its cluster id, without which the broker refuses to start. */
async function format(context: ServiceContext, properties: string): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url');
  const args = ['format', '--config', properties, '--cluster-id', clusterId];
  const command = await broker(context, 'kafka.tools.StorageTool', args, ['-Xmx128m']);
  await runInstaller(command.file, command.args, {
    env: command.env,
    timeoutMs: 60_000,
    remedy: 'Run npm run reset, then npm start.',
  });
}

function broker(context: ServiceContext, mainClass: string, args: string[], memory: string[]) {
  return javaCommand({
    jarsDir: context.partDirectory(jars),
    options: [...memory, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Djava.awt.headless=true'],
    mainClass,
    args,
    cwd: context.settings.stateDir,
  });
}
