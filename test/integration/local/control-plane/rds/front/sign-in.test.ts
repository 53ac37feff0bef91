import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientConfig } from 'pg';
import { proxyRefusals } from '../../../../../../local/control-plane/rds/front/refusals.ts';
import {
  authority,
  closeFronts,
  frontOf,
  tokenFor,
  tokenUser,
  verified,
  whoAmI,
  withClient,
} from '../../../../../support/stores/own-front.ts';
import { type OwnPostgres, startPostgres } from '../../../../../support/stores/own-postgres.ts';
import { temporaryDirectory } from '../../../../../support/temporary-directory.ts';

const authorityFile = join(temporaryDirectory(), 'authority.pem');
let server: OwnPostgres;

beforeAll(async () => {
  server = await startPostgres();
  await server.query(`CREATE ROLE ${tokenUser} LOGIN PASSWORD 'never asked for'`);
});
afterEach(closeFronts);
afterAll(() => server.remove());

test.each<[string, ClientConfig]>([
  ['asks whether it may use TLS', { ssl: verified }],
  ['begins with TLS', { ssl: verified, sslnegotiation: 'direct' }],
  ['offers to bind the channel', { ssl: verified, enableChannelBinding: true }],
])('a client that %s signs in by its password', async (_, config) => {
  const { port } = await frontOf(server);

  const name = await whoAmI({ port, ...server.login, ...config });

  expect(name).toBe(server.login.user);
});

const psql = '/usr/bin/psql';

test.each(existsSync(psql) ? ['prefer', 'disable'] : [])('psql signs in with channel_binding=%s', async (binding) => {
  const { port } = await frontOf(server);
  writeFileSync(authorityFile, authority);
  const { user, password, database } = server.login;
  const tls = `sslmode=verify-full sslrootcert=${authorityFile} channel_binding=${binding}`;
  const address = `host=localhost port=${port} user=${user} dbname=${database} connect_timeout=10 ${tls}`;

  const { stdout } = await promisify(execFile)(psql, [address, '--no-psqlrc', '-Atc', 'SELECT current_user'], {
    env: { PGPASSWORD: password },
    timeout: 20_000,
  });

  expect(stdout.trim()).toBe(user);
});

test('a wrong password is refused by the server', async () => {
  const { port } = await frontOf(server);

  const entering = whoAmI({ port, ...server.login, password: 'wrong' });

  await expect(entering).rejects.toMatchObject({
    code: '28P01',
    message: `password authentication failed for user "${server.login.user}"`,
  });
});

test('a password crosses in the clear only where TLS is not required', async () => {
  const { user, database } = server.login;
  const strict = await frontOf(server);
  const lenient = await frontOf(server, { requireTls: () => false });
  const inTheClear = { ...server.login, ssl: false };

  const name = await whoAmI({ ...inTheClear, port: lenient.port });
  const refused = whoAmI({ ...inTheClear, port: strict.port });

  expect(name).toBe(user);
  await expect(refused).rejects.toMatchObject({
    code: '28000',
    message: `no pg_hba.conf entry for host "127.0.0.1", user "${user}", database "${database}", no encryption`,
  });
});

test('a token signs its user in, with the settings that the client asked for', async () => {
  const { port } = await frontOf(server);
  const database = server.login.database;
  const login = { port, user: tokenUser, database, password: () => tokenFor(port) };

  const row = await withClient({ ...login, application_name: 'by token' }, async (client) => {
    const settings =
      "current_user AS name, current_database() AS database, current_setting('application_name') AS told";
    return (await client.query(`SELECT ${settings}`)).rows[0];
  });

  expect(row).toEqual({ name: tokenUser, database, told: 'by token' });
});

test.each<[string, (port: number) => Promise<string>]>([
  ['a token for another user', (port) => tokenFor(port, 'somebody')],
  ['a token for another port', (port) => tokenFor(port + 1)],
  ['the password of its role', async () => 'never asked for'],
])('a user of tokens is refused with %s', async (_, secret) => {
  const log: string[] = [];
  const { port } = await frontOf(server, { log: (line) => log.push(line) });
  const password = await secret(port);

  const entering = whoAmI({ port, user: tokenUser, database: server.login.database, password });

  await expect(entering).rejects.toMatchObject({
    code: '28000',
    message: `PAM authentication failed for user "${tokenUser}"`,
  });
  expect(log.join('\n')).toContain(`The token of ${tokenUser} was refused: it `);
  expect(log.join('\n')).not.toContain(password);
});

test('a token is not asked for in the clear, even where TLS is not required', async () => {
  const { port } = await frontOf(server, { requireTls: () => false });

  const entering = whoAmI({ port, user: tokenUser, database: 'a', password: 'any', ssl: false });

  await expect(entering).rejects.toMatchObject({
    code: '28000',
    message: `pg_hba.conf rejects connection for host "127.0.0.1", user "${tokenUser}", database "a", no encryption`,
  });
});

test('a proxy refuses in words of its own', async () => {
  const { port } = await frontOf(server, { refusals: proxyRefusals });
  const entering = [
    whoAmI({ port, user: tokenUser, password: 'any' }),
    whoAmI({ port, user: tokenUser, password: 'any', ssl: false }),
    whoAmI({ port, ...server.login, ssl: false }),
  ];

  const refused = await Promise.allSettled(entering);

  expect(refused.map((one) => one.status === 'rejected' && `${one.reason.code} ${one.reason.message}`)).toEqual([
    `28000 The IAM authentication failed for the role ${tokenUser}. Check the IAM token for this role and try again.`,
    '28000 IAM authentication is allowed only with SSL connections.',
    '28000 This RDS Proxy requires TLS connections',
  ]);
});

test('whoever answers for the users can refuse one', async () => {
  const asked: unknown[] = [];
  const { port } = await frontOf(server, {
    signInOf: async (...names) => {
      asked.push(names);
      return { kind: 'refused', message: 'the database system is starting up', sqlState: '57P03' };
    },
  });

  const entering = whoAmI({ port, user: 'somebody', password: 'any' });

  await expect(entering).rejects.toMatchObject({ code: '57P03', message: 'the database system is starting up' });
  expect(asked).toEqual([['somebody', 'somebody']]);
});

test('a connection ends when nobody can answer for its user', async () => {
  const log: string[] = [];
  const { port } = await frontOf(server, {
    signInOf: () => Promise.reject(new Error('the users are not known')),
    log: (line) => log.push(line),
  });

  const entering = whoAmI({ port, ...server.login });

  await expect(entering).rejects.toThrow('Connection terminated unexpectedly');
  expect(log).toEqual(['A client was left: the users are not known.']);
});
