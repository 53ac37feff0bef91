import driver from 'cassandra-driver';
import { localDataCenter } from '../services/cassandra/cassandra-login.ts';
import { readCredentials } from '../services/credentials.ts';
import { loopback } from '../services/service.ts';
import type { Settings } from '../settings.ts';

export const keyspace = 'spark_streams';

/** A client with the pipeline's own login; the first statement connects it. */
export function cassandraClient({ ports, stateDir }: Pick<Settings, 'ports' | 'stateDir'>): driver.Client {
  return new driver.Client({
    contactPoints: [loopback],
    protocolOptions: { port: ports.cassandra },
    localDataCenter,
    credentials: readCredentials(stateDir).cassandra,
    queryOptions: { fetchSize: 5000, consistency: driver.types.consistencies.localQuorum },
  });
}
