import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readCredentials } from '../../local/services/credentials.ts';
import { postgres } from '../../local/services/postgres/postgres.ts';
import { serverUser } from '../../local/services/postgres/server-user.ts';
import { loopback, type Service } from '../../local/services/service.ts';
import { readSettings } from '../../local/settings.ts';
import { Stack } from '../../local/stack.ts';
import { freePort } from './free-port.ts';
import { projectDir } from './stack.ts';

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

export async function startPostgres(): Promise<OwnPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'own-postgres-'));
  const port = await freePort();
  const own = { PIPELINE_STATE_DIR: directory, PORT_OFFSET: '', POSTGRES_PORT: String(port) };
  const settings = readSettings({ ...process.env, ...own }, projectDir);
  const stack = new Stack(settings);
  const service = withTrustedSocket(directory);
  await stack.install(service, () => undefined);
  await stack.start(service);
  const { postgres: login, postgresAdministrator } = readCredentials(directory);

  return {
    port,
    socketPath: join(directory, 'socket', `.s.PGSQL.${port}`),
    login: { user: login.username, password: login.password, database: login.username },
    async query(statement) {
      const { username: user, password } = postgresAdministrator;
      const client = new pg.Client({ host: loopback, port, user, password, database: login.username });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    },
    start: async () => void (await stack.start(service)),
    stop: async () => void (await stack.stop(service)),
    remove: async () => {
      await stack.stop(service);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The stack's own server, and beside its port a socket in the directory. */
function withTrustedSocket(directory: string): Service {
  const hbaFile = join(directory, 'pg_hba.conf');
  const socketDirectory = join(directory, 'socket');
  const user = serverUser();
  // The server's user passes through it.
  chmodSync(directory, 0o711);
  mkdirSync(socketDirectory, { mode: 0o700 });
  if (user) chownSync(socketDirectory, user.uid, user.gid);
  writeFileSync(hbaFile, `local all all trust\nhost all all ${loopback}/32 scram-sha-256\n`);
  return {
    ...postgres,
    async command(context) {
      const command = await postgres.command(context);
      const more = ['-c', `unix_socket_directories=${socketDirectory}`, '-c', `hba_file=${hbaFile}`];
      return { ...command, args: [...command.args, ...more] };
    },
  };
}
