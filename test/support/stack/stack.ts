import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to reach the services of the tests' own stack. */
export interface Connections {
  readonly localstack: { readonly endpoint: string };
  readonly kafka: {
    readonly bootstrapServers: string;
    readonly clusterArn: string;
    readonly tls: string;
    readonly mutualTls: string;
    readonly scram: string;
    readonly iam: string;
    readonly securedClusterArn: string;
    readonly username: string;
    readonly password: string;
    /** PEM files. */
    readonly caCertificate: string;
    readonly clientCertificate: string;
    readonly clientKey: string;
  };
  readonly cassandra: {
    readonly contactPoints: string[];
    readonly port: number;
    readonly localDataCenter: string;
    readonly username: string;
    readonly password: string;
    /** host:port, with TLS. */
    readonly keyspacesEndpoint: string;
    /** A PEM file. */
    readonly caCertificate: string;
  };
  readonly 'random-user-api': { readonly url: string };
  readonly 'schema-registry': { readonly url: string };
  readonly 'control-plane': { readonly health: string };
}

export const projectDir = join(import.meta.dirname, '..', '..', '..');

/**
 * Moves the tests' ports away from those of the stack that a developer may be running. A second checkout takes another
 * one, 5000 away: the next thousand is that of the second of jest's workers, and those after it are of single tests.
 */
const firstPortOffset = Number(process.env.TEST_PORT_OFFSET ?? 3000);

/** Environment of every command that works on one of the tests' stacks, which are numbered from 1. */
export function testStack(number: number) {
  const { PIPELINE_CACHE_DIR } = process.env;
  return {
    // Or services that tests start themselves would be those of another cache, and be replaced by the next npm start.
    ...(PIPELINE_CACHE_DIR && { PIPELINE_CACHE_DIR }),
    PIPELINE_STATE_DIR: join('.local', number === 1 ? 'test' : `test-${number}`),
    PORT_OFFSET: String(firstPortOffset + (number - 1) * 1000),
  };
}

/** Of the stack that the tests of this process are on: each of jest's workers has one to itself. */
export const stackEnvironment = testStack(Number(process.env.JEST_WORKER_ID ?? 1));

export const portOffset = Number(stackEnvironment.PORT_OFFSET);

const connectionsFile =
  process.env.STACK_CONNECTIONS_FILE ?? join(projectDir, stackEnvironment.PIPELINE_STATE_DIR, 'connections.json');

/** The connections that the start of the tests' stack has left. */
export function connections(): Connections {
  if (!existsSync(connectionsFile)) throw new Error(`${connectionsFile} is missing: run npm run services first.`);
  return JSON.parse(readFileSync(connectionsFile, 'utf8')) as Connections;
}
