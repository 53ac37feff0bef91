import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { masterLogin } from '../../local/deployment/database.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { localDataCenter } from '../../local/services/cassandra/cassandra-login.ts';
import { certificateFiles } from '../../local/services/certificates/certificates.ts';
import { readCredentials } from '../../local/services/credentials.ts';
import { bootstrapServers } from '../../local/services/kafka/listeners.ts';
import { loopback } from '../../local/services/service.ts';
import type { Settings } from '../../local/settings.ts';

/**
 * Where peers read and write, as they are told on their standard input or in a file that only their user reads: it holds
 * passwords. Kafka and Cassandra without TLS, in the peers' favour; the database lets nobody in without.
 */
export interface Places {
  readonly bootstrapServers: string;
  readonly topic: string;
  readonly cassandra: {
    readonly host: string;
    readonly port: number;
    readonly localDataCenter: string;
    readonly username: string;
    readonly password: string;
  };
  readonly postgres: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    /** The file of the authority that has signed the server's certificate. */
    readonly authority: string;
  };
}

export async function placesOf(settings: Settings): Promise<Places> {
  const { host, port, database, user, password } = await masterLogin(settings);
  return {
    bootstrapServers: bootstrapServers(settings).plaintext,
    topic,
    cassandra: {
      host: loopback,
      port: settings.ports.cassandra,
      localDataCenter,
      ...readCredentials(settings.stateDir).cassandra,
    },
    postgres: {
      host: String(host),
      port: Number(port),
      database: String(database),
      user: String(user),
      password: String(password),
      authority: certificateFiles(settings.stateDir).authority,
    },
  };
}

/** For Java's driver, without the login. Text becomes what its column is: uuid, timestamptz. */
export function jdbcUrl({ host, port, database, authority }: Places['postgres']): string {
  const options = {
    sslmode: 'verify-full',
    sslrootcert: authority,
    stringtype: 'unspecified',
    // One statement of many rows instead of a batch of statements.
    reWriteBatchedInserts: 'true',
  };
  return `jdbc:postgresql://${host}:${port}/${database}?${new URLSearchParams(options)}`;
}

export function postgresOptions({ postgres }: Places): pg.PoolConfig {
  const { authority, ...options } = postgres;
  return { ...options, ssl: { ca: readFileSync(authority, 'utf8') } };
}
