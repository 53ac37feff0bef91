import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../settings.ts';
import { loopback, type Service } from '../service.ts';
import { initialise } from './initialise.ts';
import { ensureDatabase, isAnswering } from './postgres-database.ts';
import { programDirectory, programs } from './programs.ts';
import { openToOthers, serverUser } from './server-user.ts';

export const postgres: Service = {
  name: 'postgres',
  parts: [programs],
  ports: ['postgres'],
  startTimeoutMs: 60_000,
  stopTimeoutMs: 20_000,
  // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
  stopSignal: 'SIGINT',

  async command(context) {
    const dataDir = dataDirectory(context.settings);
    const bin = await programDirectory(context.partDirectory(programs));
    const superuser = context.credentials.postgresAdministrator;
    if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise({ bin, dataDir, superuser });
    const settings = {
      listen_addresses: loopback,
      port: context.settings.ports.postgres,
      unix_socket_directories: '',
      max_connections: 100,
      shared_buffers: '128MB',
      max_wal_size: '1GB',
    };
    return {
      file: join(bin, 'postgres'),
      args: ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      cwd: dataDir,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' },
      ...serverUser(),
    };
  },

  async ready({ settings, credentials }) {
    await isAnswering(settings.ports.postgres, credentials);
    await ensureDatabase(settings.ports.postgres, credentials);
  },

  connection: ({ settings, credentials }) => {
    const { username, password } = credentials.postgres;
    const address = `${loopback}:${settings.ports.postgres}`;
    return { connectionString: `postgresql://${username}:${password}@${address}/${username}` };
  },
};

/** Directories of this stack that may lie outside its state directory. */
export function stateDirectories(settings: Settings): string[] {
  return [dataDirectory(settings)];
}

function dataDirectory({ stateDir }: Settings): string {
  return join(openToOthers(join(stateDir, 'data')), 'postgres');
}
