import { join } from 'node:path';
import type { CertificateFiles } from '../certificates/certificates.ts';
import { fillTemplate, writeFromTemplate } from '../config-template.ts';
import type { JavaProgram } from '../java-program.ts';
import type { ServiceContext } from '../service.ts';
import { listenerAddresses, outsidePrefix } from './listeners.ts';
import { scramLoginsFile } from './scram-logins-file.ts';

export interface BrokerPlaces {
  /** Kafka's own jars, and our plugins. */
  readonly classPath: readonly string[];
  readonly properties: string;
  readonly cwd: string;
}

export function brokerDataDirectory(stateDir: string): string {
  return join(stateDir, 'data', 'kafka');
}

/** Writes the broker's configuration. */
export function writeServerProperties(
  file: string,
  { settings, credentials }: Pick<ServiceContext, 'settings' | 'credentials'>,
  { authority, server: serverIdentity }: CertificateFiles,
): void {
  const { stateDir, ports, containers } = settings;
  const { listeners, advertised, protocols } = listenerAddresses(settings);
  const login = { ...credentials.kafka, scramLogins: scramLoginsFile(stateDir) };
  const settingsFor = (prefix: string) =>
    fillTemplate(join(import.meta.dirname, 'listeners.properties'), { prefix: prefix.toLowerCase(), ...login });
  writeFromTemplate(join(import.meta.dirname, 'server.properties'), file, {
    listeners,
    advertisedListeners: advertised,
    listenerProtocols: protocols,
    listenerSettings: settingsFor('') + (containers === 'inside' ? settingsFor(outsidePrefix) : ''),
    controllerPort: ports.kafkaController,
    dataDir: brokerDataDirectory(stateDir),
    authority,
    serverIdentity,
  });
}

export function brokerProgram(places: BrokerPlaces): JavaProgram {
  const memory = ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
  return kafkaProgram(places, 'kafka.Kafka', [places.properties], memory);
}

/** Gives a new data directory its cluster id, without which the broker refuses to start. */
export function formatProgram(places: BrokerPlaces, clusterId: string): JavaProgram {
  const args = ['format', '--config', places.properties, `--cluster-id=${clusterId}`];
  return kafkaProgram(places, 'kafka.tools.StorageTool', args, ['-Xmx128m']);
}

function kafkaProgram(
  { classPath, cwd }: BrokerPlaces,
  mainClass: string,
  args: readonly string[],
  memory: readonly string[],
): JavaProgram {
  const options = [...memory, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Djava.awt.headless=true'];
  return { classPath, options, mainClass, args, cwd };
}
