import driver from 'cassandra-driver';
import { localDataCenter } from '../../../services/cassandra/cassandra-login.ts';
import { AwsError } from '../../aws-error.ts';

export interface CassandraOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** The stack's Cassandra, reached when it is first needed. */
export class Cassandra {
  readonly #options: CassandraOptions;
  #client: Promise<driver.Client> | undefined;
  #closed = false;

  constructor(options: CassandraOptions) {
    this.#options = options;
  }

  /**
   * @param parameters values for the statement's question marks; definitions have none
   * @throws AwsError InternalServerException when Cassandra does not answer
   * @throws driver.errors.ResponseError when it refuses the statement
   */
  async execute(statement: string, parameters: readonly unknown[] = []): Promise<driver.types.Row[]> {
    const client = await this.#connect();
    try {
      // Definitions cannot be prepared.
      const result = await client.execute(statement, [...parameters], { prepare: parameters.length > 0 });
      return result.rows ?? [];
    } catch (error) {
      throw error instanceof driver.errors.ResponseError ? error : this.#unreachable(error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.shutdown();
  }

  #connect(): Promise<driver.Client> {
    if (this.#closed) throw this.#unreachable(new Error('The control plane is being stopped.'));
    this.#client ??= open(this.#options).catch((error) => {
      // The next one tries again.
      this.#client = undefined;
      throw this.#unreachable(error);
    });
    return this.#client;
  }

  #unreachable(cause: unknown): AwsError {
    const message = `Cassandra does not answer on port ${this.#options.port}. Is it running? npm run services starts it.`;
    return new AwsError('InternalServerException', message, { status: 500, cause });
  }
}

async function open({ host, port, username, password }: CassandraOptions): Promise<driver.Client> {
  const client = new driver.Client({
    contactPoints: [host],
    protocolOptions: { port },
    localDataCenter,
    credentials: { username, password },
    // The schema is asked for where it is needed.
    isMetadataSyncEnabled: false,
    pooling: { coreConnectionsPerHost: { [driver.types.distance.local]: 1 } },
    // After a restart of Cassandra it is there again at once.
    policies: { reconnection: new driver.policies.reconnection.ConstantReconnectionPolicy(1000) },
    socketOptions: { connectTimeout: 2000, readTimeout: 15_000 },
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.shutdown();
    throw error;
  }
}
