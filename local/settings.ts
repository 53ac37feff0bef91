import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from './start-error.ts';

/** Every port that the stack listens on, and where it is found when nobody says otherwise. */
export const defaultPorts = {
  localstack: 4566,
  kafka: 19092,
  kafkaController: 19093,
  kafkaTls: 19094,
  kafkaMutualTls: 19095,
  kafkaScram: 19096,
  kafkaIam: 19098,
  cassandra: 19042,
  cassandraStorage: 17000,
  keyspaces: 19142,
  randomUserApi: 18080,
  eventSourceMapping: 18081,
  controlPlane: 18082,
  console: 18083,
  schemaRegistry: 18085,
  /** The first of those that database instances and proxies take, in the order in which they are made. */
  databases: 15500,
} as const;

export type PortName = keyof typeof defaultPorts;
export type Ports = Readonly<Record<PortName, number>>;

/** The environment in which the same ports are read again. */
export function portVariables(ports: Ports): Record<string, string> {
  const names = Object.keys(ports) as PortName[];
  return Object.fromEntries(names.map((name) => [portVariable(name), String(ports[name])]));
}

/** Where a stack keeps its things and on which ports it listens. */
export interface Settings {
  readonly projectDir: string;
  /** Data, logs and credentials of this stack. */
  readonly stateDir: string;
  /** Installed parts, shared by all clones of this user. */
  readonly cacheDir: string;
  readonly ports: Ports;
  /** The services run in containers, and this program in one of them or outside. @default - there are no containers */
  readonly containers?: 'inside' | 'outside';
  /** http://host:port of an emulator of AWS that stands in for the stack's own LocalStack. */
  readonly emulatorEndpoint?: string;
}

/** The environment in which a program of the stack reads the same settings again. */
export function stackEnvironment(settings: Settings): Record<string, string> {
  const { stateDir, cacheDir, ports, emulatorEndpoint } = settings;
  return {
    PIPELINE_STATE_DIR: stateDir,
    PIPELINE_CACHE_DIR: cacheDir,
    ...(emulatorEndpoint && { EMULATOR_ENDPOINT: emulatorEndpoint }),
    ...portVariables(ports),
  };
}

/** The environment variable that moves a port: `kafkaController` -> `KAFKA_CONTROLLER_PORT`. */
export function portVariable(name: PortName): string {
  return `${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_PORT`;
}

/**
 * Reads PIPELINE_STATE_DIR, PIPELINE_CACHE_DIR, EMULATOR_ENDPOINT, PORT_OFFSET and one `<NAME>_PORT` for each port;
 * PIPELINE_IN_CONTAINER is set in the containers of docker-compose.yml.
 * @param remembered ports that a running stack was started with; the environment goes before them.
 * @throws StartError when a value is no usable port, number or endpoint.
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
  projectDir: string,
  remembered: (stateDir: string) => Partial<Ports> = () => ({}),
): Settings {
  const stateDir = resolve(projectDir, env.PIPELINE_STATE_DIR || '.local');
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return Object.freeze({
    projectDir,
    stateDir,
    cacheDir: resolve(env.PIPELINE_CACHE_DIR || join(caches, 'serverless-users-pipeline')),
    ports: Object.freeze(readPorts(env, remembered(stateDir))),
    ...(env.PIPELINE_IN_CONTAINER && { containers: 'inside' as const }),
    ...(env.EMULATOR_ENDPOINT && { emulatorEndpoint: readEndpoint(env.EMULATOR_ENDPOINT) }),
  });
}

function readEndpoint(text: string): string {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url && isHttp && url.href === `${url.origin}/`) return url.origin;
  // What was given may hold a password: it is not repeated.
  throw new StartError(
    'EMULATOR_ENDPOINT is not the address of an emulator, as http://127.0.0.1:4566: http or https, host and port, without login, path or query.',
  );
}

/** Ports above 1023 that the Fetch standard blocks: neither a browser nor Node's fetch reaches a server there. */
const blockedPorts: readonly number[] = [
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080],
];

function readPorts(env: NodeJS.ProcessEnv, remembered: Partial<Ports>): Ports {
  const offset = wholeNumber('PORT_OFFSET', env.PORT_OFFSET, 0, 46_000);
  const names = Object.keys(defaultPorts) as PortName[];
  const ports = names.map((name) => {
    const variable = portVariable(name);
    const own = wholeNumber(variable, env[variable], 1024, 65_535);
    const port = own ?? (offset === undefined ? remembered[name] : undefined) ?? defaultPorts[name] + (offset ?? 0);
    if (!blockedPorts.includes(port)) return [name, port];
    const asked = own === undefined ? `PORT_OFFSET=${offset}` : `${variable}=${own}`;
    throw new StartError(`${asked} puts ${name} on port ${port}, which fetch and browsers block. Choose another.`);
  });
  return Object.fromEntries(ports) as Ports;
}

function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new StartError(`${name}=${text} is not a whole number from ${min} to ${max}.`);
}
