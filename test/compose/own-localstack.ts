import { resolve } from 'node:path';
import { freePort } from '../../local/processes/ports.ts';
import { eventually } from '../support/eventually.ts';
import { docker } from './docker-command.ts';

const project = resolve(import.meta.dirname, '..', '..');
const image = 'users-pipeline-test/localstack';
/** What a function's container has of its LocalStack's name; see function_containers/container.py. */
const ownerLabel = 'localstack.function-of';

/** LocalStack's image with our extension, in a network of the test's own, as docker-compose.yml runs it. */
export class OwnLocalstack {
  readonly network: string;
  readonly #name: string;
  readonly #port: number;

  private constructor(network: string, port: number) {
    this.network = network;
    this.#name = `${network}-localstack`;
    this.#port = port;
  }

  /** Builds the image and makes the network. */
  static async create(): Promise<OwnLocalstack> {
    const dockerfile = 'local/compose/localstack/Dockerfile';
    await docker('build', '--tag', image, '--file', resolve(project, dockerfile), project);
    const own = new OwnLocalstack(`users-pipeline-test-${process.pid}`, await freePort());
    await docker('network', 'create', own.network);
    return own;
  }

  get clientSettings() {
    return {
      endpoint: `http://127.0.0.1:${this.#port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
  }

  /** @param authority the PEM file on this machine that functions trust for AWS's */
  async start(authority: string): Promise<void> {
    const environment = {
      LAMBDA_RUNTIME_EXECUTOR: 'docker',
      LOCALSTACK_HOST: 'localstack:4566',
      HOSTNAME_FROM_LAMBDA: 'localstack',
      SQS_ENDPOINT_STRATEGY: 'dynamic',
      DNS_ADDRESS: '0',
      DISABLE_EVENTS: '1',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      LAMBDA_CA_CERTIFICATES: '/authority.pem',
      LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: '60',
    };
    const options = Object.entries(environment).map(([name, value]) => `--env=${name}=${value}`);
    const volumes = ['--volume=/var/run/docker.sock:/var/run/docker.sock', `--volume=${authority}:/authority.pem:ro`];
    const place = [`--network=${this.network}`, '--network-alias=localstack', `--publish=127.0.0.1:${this.#port}:4566`];
    await docker('run', '--detach', `--name=${this.#name}`, ...place, ...volumes, ...options, image);
    await eventually(async () => {
      const { ok } = await fetch(`${this.clientSettings.endpoint}/_localstack/health`);
      if (!ok) throw new Error('LocalStack is not healthy yet.');
    }, 120_000);
  }

  /** As `docker compose stop` does. */
  async stop(): Promise<void> {
    await docker('stop', '--time=30', this.#name);
    await docker('rm', '--volumes', this.#name);
  }

  async kill(): Promise<void> {
    await docker('rm', '--force', '--volumes', this.#name);
  }

  /** The containers of its functions, by their ids. */
  async functionContainers(): Promise<string[]> {
    const found = await docker('ps', '--all', '--quiet', `--filter=label=${ownerLabel}=${this.#name}`);
    return found === '' ? [] : found.split('\n');
  }

  /** Runs awslocal inside of it; returns what it prints. */
  awslocal(...args: string[]): Promise<string> {
    return docker('exec', this.#name, 'awslocal', ...args);
  }

  async remove(): Promise<void> {
    const containers = await docker('ps', '--all', '--quiet', `--filter=network=${this.network}`);
    if (containers !== '') await docker('rm', '--force', '--volumes', ...containers.split('\n'));
    await docker('network', 'rm', this.network);
  }
}
