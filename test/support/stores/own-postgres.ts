import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installPart } from '../../../local/install/part.ts';
import { Daemon } from '../../../local/processes/daemon.ts';
import { freePort } from '../../../local/processes/ports.ts';
import { initialise } from '../../../local/services/postgres/initialise.ts';
import { programDirectory, programs } from '../../../local/services/postgres/programs.ts';
import { serverUser } from '../../../local/services/postgres/server-user.ts';
import { loopback } from '../../../local/services/service.ts';
import { readSettings } from '../../../local/settings.ts';
import { projectDir } from '../stack/stack.ts';

/** A PostgreSQL server of a test's own, with a Unix socket on which everybody is trusted. */
export interface OwnPostgres {
  readonly port: number;
  readonly socketPath: string;
  /** A user with a password, and the database that is its own. */
  readonly login: { readonly user: string; readonly password: string; readonly database: string };
  /** As the administrator. */
  query(statement: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and deletes what it has left. */
  remove(): Promise<void>;
}

const administrator = { username: 'administrator', password: 'of the test' };
const login = { user: 'tester', password: 'of the tester', database: 'tester' };
const startTimeoutMs = 30_000;

/** @param parent the folder that gets its folder */
export async function startPostgres(parent = tmpdir()): Promise<OwnPostgres> {
  const { cacheDir } = readSettings(process.env, projectDir);
  const bin = await programDirectory(await installPart(programs, cacheDir, () => undefined));
  const directory = mkdtempSync(join(parent, 'own-postgres-'));
  // The server's user passes through it.
  chmodSync(directory, 0o711);
  const [dataDir, socketDir] = [join(directory, 'data'), join(directory, 'socket')];
  await initialise({ bin, dataDir, superuser: administrator, options: ['--no-sync'] });
  const port = await freePort();
  const daemon = new Daemon('own-postgres', directory);
  const args = ['-D', dataDir, ...trustedSocket(directory, socketDir), '-c', `listen_addresses=${loopback}`];
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' };
  const command = { file: join(bin, 'postgres'), args: [...args, '-p', String(port)], cwd: dataDir, env };
  const query = async (statement: string, database = login.database) => {
    const { username: user, password } = administrator;
    const client = new pg.Client({ host: loopback, port, user, password, database });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const start = async () => {
    daemon.launch({ ...command, ...serverUser() });
    await daemon.untilReady(() => query('SELECT 1', 'postgres'), startTimeoutMs);
  };
  const stop = async () => void (await daemon.stop(10_000, 'SIGINT'));

  await start();
  await query(`CREATE ROLE ${login.user} LOGIN PASSWORD '${login.password}'`, 'postgres');
  await query(`CREATE DATABASE ${login.database} OWNER ${login.user}`, 'postgres');
  return {
    port,
    socketPath: join(socketDir, `.s.PGSQL.${port}`),
    login,
    query,
    start,
    stop,
    remove: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The options for a socket beside the port, and its directory. */
function trustedSocket(directory: string, socketDir: string): string[] {
  const hbaFile = join(directory, 'pg_hba.conf');
  const user = serverUser();
  mkdirSync(socketDir, { mode: 0o700 });
  if (user) chownSync(socketDir, user.uid, user.gid);
  writeFileSync(hbaFile, `local all all trust\nhost all all ${loopback}/32 scram-sha-256\n`);
  return ['-c', `unix_socket_directories=${socketDir}`, '-c', `hba_file=${hbaFile}`];
}
