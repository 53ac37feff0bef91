import { join } from 'node:path';
import { loopback } from '../../../services/service.ts';

/** The server's superuser, which nobody can sign in as from outside. */
export const administrator = 'rdsadmin';

/** What a server runs with unless its parameter group says otherwise: small, since there may be many of them. */
const defaults: Readonly<Record<string, string>> = {
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Who may come in. The socket is for those whom the front has found to have a good token, and for the control plane.
 */
export const hostBasedAuthentication = `local all all trust
host all ${administrator} all reject
host all all ${loopback}/32 scram-sha-256
`;

export function serverConfiguration(parameters: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...defaults, ...parameters }).map(([name, value]) => `${name} = ${quoted(value)}`);
  return `${lines.join('\n')}\n`;
}

/** What no parameter may change. */
export function fixedArguments(dataDir: string, port: number, socketDir: string): string[] {
  const settings = {
    listen_addresses: loopback,
    port: String(port),
    unix_socket_directories: `"${socketDir}"`,
    password_encryption: 'scram-sha-256',
    hba_file: join(dataDir, 'pg_hba.conf'),
    logging_collector: 'off',
    log_destination: 'stderr',
    ssl: 'off',
  };
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function quoted(value: string): string {
  return `'${value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''")
    .replace(/[\r\n]/g, ' ')}'`;
}
