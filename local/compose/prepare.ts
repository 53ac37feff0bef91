import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cassandraProgram, writeConfiguration } from '../services/cassandra/server.ts';
import { ensureCertificates } from '../services/certificates/certificates.ts';
import { readCredentials } from '../services/credentials.ts';
import { javaArguments } from '../services/java-program.ts';
import { brokerProgram, formatProgram, writeServerProperties } from '../services/kafka/broker.ts';
import { readSettings } from '../settings.ts';

/**
 * Writes what the other containers read from the volume that they share: certificates, logins, the servers'
 * configuration, and their command lines as argument files of Java. Run again, it keeps certificates and logins.
 */
const settings = readSettings(process.env, join(import.meta.dirname, '..', '..'));
const { stateDir } = settings;
const configured = (...names: string[]) => join(stateDir, 'config', ...names);

const certificates = await ensureCertificates(stateDir);
const credentials = readCredentials(stateDir);
// Volumes are mounted on them where this one cannot be written to.
for (const name of ['kafka', 'cassandra', 'console', 'control-plane', 'rds', 'schema-registry'])
  mkdirSync(join(stateDir, 'data', name), { recursive: true });

const properties = configured('kafka', 'server.properties');
writeServerProperties(properties, { settings, credentials }, certificates);
const broker = { classPath: ['/opt/kafka/libs/*', '/opt/plugins'], properties, cwd: stateDir };
writeArguments(
  configured('kafka', 'format.args'),
  javaArguments(formatProgram(broker, randomBytes(16).toString('base64url'))),
);
writeArguments(configured('kafka', 'run.args'), javaArguments(brokerProgram(broker)));

const cassandra = cassandraProgram({
  jarsDirectory: '/opt/cassandra/lib',
  plugins: '/opt/plugins',
  configuration: writeConfiguration(settings, certificates),
  stateDir,
});
writeArguments(configured('cassandra', 'run.args'), javaArguments(cassandra));
process.stdout.write(`Certificates, logins and configuration are in ${stateDir}.\n`);

/** One a line and in quotes, as Java reads them. */
function writeArguments(file: string, args: readonly string[]): void {
  const lines = args.map((argument) => `"${argument.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}
