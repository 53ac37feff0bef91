import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { awsClientOptions } from '../../../local/deployment/aws-clients.ts';
import type { Settings } from '../../../local/settings.ts';
import { type Place, TcpProxy } from './tcp-proxy.ts';

const FunctionName = 'users-sink';
const redirection = join(import.meta.dirname, 'redirect-connections.cjs');
const ownVariables = ['NODE_OPTIONS', 'REDIRECTED_PORTS', 'REDIRECTED_BY'];

/** Proxies between the deployed sink function and its stores. */
export class SinkNetwork {
  readonly cassandra: TcpProxy;
  readonly postgres: TcpProxy;
  readonly #client: LambdaClient;
  readonly #ports: Readonly<Record<string, number>>;

  private constructor(client: LambdaClient, cassandra: TcpProxy, postgres: TcpProxy, ports: Record<string, number>) {
    this.#client = client;
    this.cassandra = cassandra;
    this.postgres = postgres;
    this.#ports = ports;
  }

  /** Opens the proxies and leads the function through them. */
  static async open(settings: Settings): Promise<SinkNetwork> {
    const client = new LambdaClient(awsClientOptions(settings));
    const variables = await variablesOf(client);
    const places = [variables.CASSANDRA_ENDPOINT, variables.POSTGRES_ENDPOINT].map(placeOf);
    const [cassandra, postgres] = await Promise.all(places.map((place) => TcpProxy.open(place)));
    if (!cassandra || !postgres) throw new Error('Two proxies were asked for.');
    const ports = { [String(places[0]?.port)]: cassandra.port, [String(places[1]?.port)]: postgres.port };
    const network = new SinkNetwork(client, cassandra, postgres, ports);
    await network.apply();
    return network;
  }

  /** Leads the function through the proxies unless it goes that way: a new deployment does not know of them. */
  async apply(): Promise<void> {
    const variables = await variablesOf(this.#client);
    const wanted = {
      NODE_OPTIONS: `--require ${redirection}`,
      REDIRECTED_PORTS: JSON.stringify(this.#ports),
      REDIRECTED_BY: String(process.pid),
    };
    const isApplied = Object.entries(wanted).every(([name, value]) => variables[name] === value);
    if (!isApplied) await this.#setVariables({ ...variables, ...wanted });
  }

  /** Undoes whatever the proxies do wrong. */
  heal(): void {
    for (const proxy of [this.cassandra, this.postgres]) {
      proxy.heal();
      proxy.cut();
    }
  }

  async close(): Promise<void> {
    const variables = Object.entries(await variablesOf(this.#client));
    await this.#setVariables(Object.fromEntries(variables.filter(([name]) => !ownVariables.includes(name))));
    await Promise.all([this.cassandra.close(), this.postgres.close()]);
    this.#client.destroy();
  }

  async #setVariables(Variables: Record<string, string>): Promise<void> {
    const client = this.#client;
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 }, { FunctionName });
  }
}

async function variablesOf(client: LambdaClient): Promise<Record<string, string>> {
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}

function placeOf(endpoint = ''): Place {
  const [host = '', port] = endpoint.split(':');
  return { host, port: Number(port) };
}
