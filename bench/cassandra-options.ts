import type driver from 'cassandra-driver';
import { localDataCenter } from '../local/services/cassandra/cassandra-login.ts';
import { loopback } from '../local/services/service.ts';

interface Login {
  readonly username: string;
  readonly password: string;
}

/** Of a client of the bench's Cassandra, without TLS. */
export function cassandraOptions(port: number, { username, password }: Login): driver.ClientOptions {
  return {
    contactPoints: [loopback],
    protocolOptions: { port },
    localDataCenter,
    credentials: { username, password },
    socketOptions: { readTimeout: 60_000 },
  };
}
