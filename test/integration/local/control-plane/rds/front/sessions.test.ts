import { once } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import { proxyRefusals } from '../../../../../../local/control-plane/rds/front/refusals.ts';
import { loopback } from '../../../../../../local/services/service.ts';
import { eventually } from '../../../../../support/eventually.ts';
import {
  closeFronts,
  connected,
  frontOf,
  tokenFor,
  tokenUser,
  verified,
  whoAmI,
  withClient,
} from '../../../../../support/stores/own-front.ts';
import { type OwnPostgres, startPostgres } from '../../../../../support/stores/own-postgres.ts';

let server: OwnPostgres;

beforeAll(async () => {
  server = await startPostgres();
  await server.query(`CREATE ROLE ${tokenUser} LOGIN; GRANT pg_monitor TO ${server.login.user}`);
});
afterEach(closeFronts);
afterAll(() => server.remove());

/** The state of the server's sessions with a name, asked for beside the front. */
function sessionsOf(name: string): Promise<{ wait_event: string | null }[]> {
  return withClient({ port: server.port, ...server.login, ssl: false }, async (client) => {
    const text = 'SELECT wait_event FROM pg_stat_activity WHERE application_name = $1';
    return (await client.query(text, [name])).rows;
  });
}

test.each(['password', 'token'])('a query of a user with a %s is cancelled through the front', async (kind) => {
  const { port } = await frontOf(server);
  const byToken = { user: tokenUser, database: server.login.database, password: () => tokenFor(port) };
  const login = { port, ...(kind === 'token' ? byToken : server.login), application_name: `cancelled ${kind}` };

  const cancelled = withClient(login, async (client) => {
    const sleeping = client.query('SELECT pg_sleep(60)');
    await eventually(async () => {
      expect(await sessionsOf(`cancelled ${kind}`)).toEqual([{ wait_event: 'PgSleep' }]);
    }, 10_000);
    // The driver's types leave out what the session is cancelled by.
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    const request = Buffer.alloc(16);
    [16, 80_877_102, processID, secretKey].forEach((value, index) => void request.writeInt32BE(value, index * 4));
    (await connected(port)).end(request);
    await sleeping;
  });

  await expect(cancelled).rejects.toMatchObject({ code: '57014' });
});

test('many rows come through whole, and wait in the server while the client does not read', async () => {
  const { port } = await frontOf(server);
  const rows = 40_000;
  const login = { port, ...server.login, application_name: 'slow reader' };

  const sum = await withClient(login, async (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const asked = client.query(`SELECT n, repeat('x', 1000) AS text FROM generate_series(1, ${rows}) n`);
    stream.pause();
    await eventually(
      async () => expect(await sessionsOf('slow reader')).toEqual([{ wait_event: 'ClientWrite' }]),
      10_000,
    );
    stream.resume();
    return (await asked).rows.reduce((total, { n, text }) => total + n + text.length, 0);
  });

  expect(sum).toBe((rows * (rows + 1)) / 2 + rows * 1000);
});

test.each([
  ['an instance', {}, 'sorry, too many clients already'],
  ['a proxy', { refusals: proxyRefusals }, 'The maximum number of client connections to the proxy exceeded 1.'],
])('%s refuses one client too many, and takes it when another has left', async (_, options, message) => {
  const { port } = await frontOf(server, { maximumConnections: 1, ...options });
  const login = { port, ...server.login };

  const tooMany = withClient(login, () => whoAmI(login));
  await expect(tooMany).rejects.toMatchObject({ code: '53300', message });
  const name = await eventually(() => whoAmI(login), 5000);

  expect(name).toBe(server.login.user);
});

test('the session of a client that breaks off ends in the server', async () => {
  const { port } = await frontOf(server);
  const login = { port, ...server.login, application_name: 'broken off' };
  const left = withClient(login, async (client) => {
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  });

  await left;

  await eventually(async () => expect(await sessionsOf('broken off')).toEqual([]), 10_000);
});

test('a client hears why the server ends its session', async () => {
  const { port } = await frontOf(server);
  const login = { port, ...server.login, application_name: 'ended' };

  const [ended] = await withClient(login, (client) => {
    const terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ended'";
    return Promise.allSettled([client.query('SELECT pg_sleep(60)'), server.query(terminate)]);
  });

  expect(ended).toMatchObject({ status: 'rejected', reason: { code: '57P01' } });
});

test('a client is told when the server is away, and comes in when it is back', async () => {
  const { port } = await frontOf(server);
  const login = { port, ...server.login };
  await server.stop();
  const away = whoAmI(login);
  await expect(away).rejects.toMatchObject({ code: '57P03' });
  await server.start();

  const name = await whoAmI(login);

  expect(name).toBe(server.login.user);
});

test('closing ends every connection and frees the port', async () => {
  const front = await frontOf(server);
  const client = new pg.Client({ host: loopback, port: front.port, ...server.login, ssl: verified });
  await client.connect();
  const ended = once(client, 'error');
  const waiting = once(await connected(front.port), 'close');

  await front.close();

  expect((await ended)[0]).toMatchObject({ message: 'Connection terminated unexpectedly' });
  await waiting;
  await expect(connected(front.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
