import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migratePostgres } from '../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../lambdas/migrate/migrations.ts';
import { postgresUsers } from '../../lambdas/sink-users/postgres-users.ts';
import type { UserChange } from '../../lambdas/sink-users/read-records.ts';
import { writeChanges } from '../../lambdas/sink-users/write-changes.ts';
import { type OwnPostgres, startPostgres } from '../support/stores/own-postgres.ts';
import { newUsers } from './support.ts';

const minutes = 60_000;
const sizeMib = 160;
const reason = 'a file system of its own cannot be mounted on this machine';
const disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', disk]).status === 0;
const filler = join(disk, 'filler');

let server: OwnPostgres | undefined;
let pool: pg.Pool | undefined;

beforeAll(async () => {
  if (!isMounted) return;
  // The server's user passes through it.
  chmodSync(disk, 0o711);
  server = await startPostgres(disk);
  pool = new pg.Pool({ host: '127.0.0.1', port: server.port, ...server.login, connectionTimeoutMillis: 5000 });
  pool.on('error', () => undefined);
  await migratePostgres(pool, migrations);
}, 2 * minutes);

afterAll(async () => {
  rmSync(filler, { force: true });
  await pool?.end();
  await server?.remove();
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

(isMounted ? test : test.skip)(
  `a disk that is full is waited for, and nothing is refused for good${isMounted ? '' : ` (skipped: ${reason})`}`,
  async () => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 2 * 1024 * 1024)));
    // Texts that cannot be compressed, beyond what is left.
    const address = () => Array.from({ length: 400 }, () => Math.random().toString(36)).join('');
    const changes = newUsers(2000).map(
      (user, offset): UserChange => ({
        ...{
          place: { partition: 'users_created-0', offset },
          offset,
          id: user.id,
          timestampMs: 1,
          version: offset + 1,
        },
        user: { ...user, address: address() },
      }),
    );
    const store = postgresUsers(pool as pg.Pool);
    const errors: unknown[] = [];
    const watched: typeof store = {
      ...store,
      write: (some, deadline) =>
        store.write(some, deadline).catch((error) => {
          errors.push(error);
          // Somebody makes room.
          if (errors.length === 3) rmSync(filler, { force: true });
          throw error;
        }),
    };

    const failed = await writeChanges(watched, changes, AbortSignal.timeout(2 * minutes));

    expect(failed).toEqual([]);
    expect(errors.length).toBeGreaterThanOrEqual(3);
    const { rows } = await (pool as pg.Pool).query('SELECT count(*)::int AS users FROM created_users');
    expect(rows).toEqual([{ users: 2000 }]);
  },
  4 * minutes,
);
