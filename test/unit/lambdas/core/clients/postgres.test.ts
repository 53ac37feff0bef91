import { createServer, type Server } from 'node:net';
import { createPostgresPool } from '../../../../../lambdas/core/clients/postgres.ts';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' };
const config = { host: '127.0.0.1', port: 15501, database: 'users', user: 'writer', region: 'eu-west-1' };

test('each connection gets a token of its own, for the user at the proxy, signed by the credentials of its time', async () => {
  const keys = ['first', 'second'];
  const pool = createPostgresPool(async () => ({ ...credentials, accessKeyId: keys.shift() ?? '' }), config, 2);
  const password = pool.options.password as () => Promise<string>;

  const tokens = [await password(), await password()].map((token) => new URL(`https://${token}`));

  expect(tokens.map(({ host }) => host)).toEqual(['127.0.0.1:15501', '127.0.0.1:15501']);
  expect(tokens.map(({ searchParams }) => searchParams.get('DBUser'))).toEqual(['writer', 'writer']);
  expect(tokens.map(({ searchParams }) => searchParams.get('X-Amz-Expires'))).toEqual(['900', '900']);
  expect(tokens.map(({ searchParams }) => searchParams.get('X-Amz-Credential')?.split('/')[0])).toEqual([
    'first',
    'second',
  ]);
  expect(tokens[0]?.searchParams.get('X-Amz-Credential')).toMatch(/\/eu-west-1\/rds-db\/aws4_request$/);
});

describe('a server without TLS', () => {
  let server: Server;
  const received: Buffer[] = [];

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      // What PostgreSQL answers to a request for TLS that it does not have.
      socket.on('data', (data) => received.push(data) && socket.write('N'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('is told neither who asks nor a token', async () => {
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const pool = createPostgresPool(async () => credentials, { ...config, port }, 1);

    await expect(pool.query('SELECT 1')).rejects.toThrow('The server does not support SSL connections');

    await pool.end();
    expect(Buffer.concat(received).toString('hex')).toBe('0000000804d2162f');
  });
});
