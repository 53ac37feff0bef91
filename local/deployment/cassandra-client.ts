import driver from 'cassandra-driver';
import { localDataCenter } from '../services/cassandra/cassandra-login.ts';
import { readCredentials } from '../services/credentials.ts';
import { hostOf } from '../services/hosts.ts';
import type { Settings } from '../settings.ts';

export const keyspace = 'spark_streams';

/** A client with the pipeline's own login; the first statement connects it. */
export function cassandraClient(
  settings: Pick<Settings, 'ports' | 'stateDir' | 'containers'>,
  socketOptions: driver.ClientOptions['socketOptions'] = {},
): driver.Client {
  return new driver.Client({
    contactPoints: [hostOf('cassandra', settings)],
    protocolOptions: { port: settings.ports.cassandra },
    localDataCenter,
    credentials: readCredentials(settings.stateDir).cassandra,
    queryOptions: { fetchSize: 5000, consistency: driver.types.consistencies.localQuorum },
    socketOptions,
  });
}
