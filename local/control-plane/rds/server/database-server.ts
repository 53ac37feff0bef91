import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { Daemon } from '../../../processes/daemon.ts';
import { freePort } from '../../../processes/ports.ts';
import { serverUser } from '../../../services/postgres/server-user.ts';
import type { Backend } from '../front/backend.ts';
import { administrator, fixedArguments, hostBasedAuthentication, serverConfiguration } from './configuration.ts';
import { copyDirectory, socketDirectory } from './directories.ts';

export interface ServerOptions {
  /** Its name among all that this state directory has ever had. */
  readonly id: string;
  /** Of this server only. */
  readonly directory: string;
  readonly stateDir: string;
  /** Where PostgreSQL's programs are. */
  readonly bin: string;
  /** What its data directory is a copy of. */
  readonly template: () => Promise<string>;
  /** Ports that it must leave alone. */
  readonly isReserved: (port: number) => boolean;
}

const startTimeoutMs = 60_000;
export const stopTimeoutMs = 10_000;
// PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
export const stopSignal = 'SIGINT';

/** One PostgreSQL server: a process and its data directory. */
export class DatabaseServer {
  readonly #options: ServerOptions;
  readonly #daemon: Daemon;
  readonly #dataDir: string;
  #pool: pg.Pool | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#daemon = new Daemon(`rds-${options.id}`, options.stateDir);
    this.#dataDir = join(options.directory, 'data');
  }

  /** While it does not run. */
  async copyTo(directory: string): Promise<void> {
    await copyDirectory(this.#dataDir, directory);
  }

  /** Makes the data directory when there is none, and ends what a control plane that was killed has left running. */
  async start(parameters: Readonly<Record<string, string>>): Promise<Backend> {
    await this.stop();
    const { bin, directory, isReserved } = this.#options;
    await mkdir(directory, { recursive: true });
    if (!existsSync(this.#dataDir)) await this.#makeDataDirectory();
    await this.#configure(parameters);
    const socketDir = socketDirectory(directory);
    const port = await freePort(isReserved);
    this.#daemon.launch({
      file: join(bin, 'postgres'),
      args: fixedArguments(this.#dataDir, port, socketDir),
      cwd: this.#dataDir,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' },
      ...serverUser(),
    });
    this.#pool = administratorPool(socketDir, port);
    await this.#daemon.untilReady(async () => void (await this.query('SELECT 1')), startTimeoutMs);
    return { port, socketPath: join(socketDir, `.s.PGSQL.${port}`) };
  }

  /** Takes over the parameters that need no new start. */
  async reload(parameters: Readonly<Record<string, string>>): Promise<void> {
    await this.#configure(parameters);
    await this.query('SELECT pg_reload_conf()');
  }

  /** As the superuser. @throws Error when the server does not run */
  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (!this.#pool) throw new Error(`Server ${this.#options.id} does not run.`);
    const { rows } = await this.#pool.query<Row>(sql, [...values]);
    return rows;
  }

  isRunning(): boolean {
    return this.#daemon.pid() !== undefined;
  }

  /** @returns whether it was running */
  async stop(): Promise<boolean> {
    await this.#pool?.end();
    this.#pool = undefined;
    return this.#daemon.stop(stopTimeoutMs, stopSignal);
  }

  async delete(): Promise<void> {
    await this.stop();
    for (const path of [this.#options.directory, this.#daemon.logFile])
      await rm(path, { recursive: true, force: true });
  }

  /** In one step, so that a control plane that is killed leaves no half of it. */
  async #makeDataDirectory(): Promise<void> {
    const fresh = `${this.#dataDir}.new`;
    await copyDirectory(await this.#options.template(), fresh);
    await rename(fresh, this.#dataDir);
  }

  async #configure(parameters: Readonly<Record<string, string>>): Promise<void> {
    const texts = { 'postgresql.conf': serverConfiguration(parameters), 'pg_hba.conf': hostBasedAuthentication };
    const user = serverUser();
    for (const [name, text] of Object.entries(texts)) {
      const file = join(this.#dataDir, name);
      await writeFile(file, text, { mode: 0o600 });
      if (user) await chown(file, user.uid, user.gid);
    }
  }
}

function administratorPool(socketDir: string, port: number): pg.Pool {
  const pool = new pg.Pool({
    host: socketDir,
    port,
    user: administrator,
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
    allowExitOnIdle: true,
  });
  // A server that ends closes its connections; the next query says so.
  pool.on('error', () => undefined);
  return pool;
}
