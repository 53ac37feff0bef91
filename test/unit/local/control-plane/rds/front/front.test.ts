import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { freePort } from '../../../../../../local/processes/ports.ts';
import { loopback } from '../../../../../../local/services/service.ts';
import { authority, closeFronts, connected, frontOf } from '../../../../../support/stores/own-front.ts';
import { startupMessage } from './startup-message.ts';

/** Nothing listens there. */
const backend = { port: await freePort(), socketPath: '/nowhere' };
const tlsRequest = Buffer.from('0000000804d2162f', 'hex');
const gssRequest = Buffer.from('0000000804d21630', 'hex');

afterEach(closeFronts);

async function connectedByTls(port: number, protocols: string[]): Promise<Socket> {
  const socket = connectTls({ host: loopback, port, ca: authority, ALPNProtocols: protocols });
  await once(socket, 'secureConnect');
  return socket;
}

/** What comes until the connection ends. */
async function allOf(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  // The end counts, however it comes.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => chunks.push(chunk));
  await new Promise((resolve) => {
    socket.once('close', resolve);
  });
  return Buffer.concat(chunks).toString();
}

test('a port that is taken is named', async () => {
  const { port } = await frontOf(backend);

  const second = frontOf(backend, { port });

  await expect(second).rejects.toThrow(`Port ${port} of 127.0.0.1 cannot be listened on`);
});

test('a client that does not sign in is left after the time limit', async () => {
  const log: string[] = [];
  const { port } = await frontOf(backend, { signInTimeoutMs: 200, log: (line) => log.push(line) });
  const silent = await connected(port);
  const halfWay = await connected(port);
  halfWay.write(tlsRequest);

  const answers = await Promise.all([silent, halfWay].map(allOf));

  expect(answers).toEqual(['', 'S']);
  expect(log).toEqual(Array(2).fill('A client was left: it did not sign in within 200 ms.'));
});

test('a client is left when the answer for its user takes longer than the time limit', async () => {
  const log: string[] = [];
  const asked = Promise.withResolvers<{ kind: 'password' }>();
  const { port } = await frontOf(backend, {
    signInTimeoutMs: 200,
    requireTls: () => false,
    signInOf: () => asked.promise,
    log: (line) => log.push(line),
  });
  const socket = await connected(port);
  socket.write(startupMessage(['user', 'zoe']));

  const answer = await allOf(socket);
  asked.resolve({ kind: 'password' });
  await closeFronts();

  expect(answer).toBe('');
  expect(log).toEqual(['A client was left: it did not sign in within 200 ms.']);
});

test.each<[string, Buffer, string]>([
  ['an endless packet', Buffer.from([0, 1, 0, 0]), 'it began with a packet of 65536 bytes'],
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\n'), 'it began with a packet of 1195725856 bytes'],
  ['GSS twice', Buffer.concat([gssRequest, gssRequest]), 'it made a GSS request where none is expected'],
  [
    'something in the clear after a request for TLS',
    Buffer.concat([tlsRequest, startupMessage(['user', 'zoe'])]),
    'its TLS handshake failed (ERR_SSL_WRONG_VERSION_NUMBER)',
  ],
])('a client that sends %s is left', async (_, bytes, reason) => {
  const log: string[] = [];
  const { port } = await frontOf(backend, { log: (line) => log.push(line) });
  const socket = await connected(port);
  socket.write(bytes);

  await allOf(socket);

  expect(log).toEqual([`A client was left: ${reason}.`]);
});

test.each<[string, string[], Buffer, string]>([
  ['does not say what for', [], Buffer.of(), 'it began with TLS and did not ask for postgresql'],
  ['asks for TLS once more', ['postgresql'], tlsRequest, 'it made a TLS request where none is expected'],
])('a client that begins with TLS and %s is left', async (_, protocols, bytes, reason) => {
  const log: string[] = [];
  const { port } = await frontOf(backend, { log: (line) => log.push(line) });
  const socket = await connectedByTls(port, protocols);
  socket.write(bytes);

  await allOf(socket);

  expect(log).toEqual([`A client was left: ${reason}.`]);
});

test('a client that asks for GSS encryption hears that there is none, and goes on with TLS', async () => {
  const { port } = await frontOf(backend);
  const socket = await connected(port);
  socket.write(gssRequest);
  const [gss] = await once(socket, 'data');
  socket.write(tlsRequest);

  const [tls] = await once(socket, 'data');

  expect(String(gss) + String(tls)).toBe('NS');
  socket.destroy();
});

test.each<[string, string[], string]>([
  ['names no user', ['database', 'sales'], 'C28000\0Mno PostgreSQL user name specified in startup packet'],
  ['comes while the server is away', ['user', 'zoe'], 'C57P03\0Mthe database system is not accepting connections'],
])('a client that %s hears of it', async (_, parameters, expected) => {
  const { port } = await frontOf(backend);
  const socket = await connectedByTls(port, ['postgresql']);
  socket.write(startupMessage(parameters));

  const answer = await allOf(socket);

  expect(answer).toContain(expected);
});

test('connections beyond those that may wait at the door are dropped', async () => {
  const log: string[] = [];
  const { port } = await frontOf(backend, { maximumConnections: 1, log: (line) => log.push(line) });
  const waiting = await Promise.all(Array.from({ length: 65 }, () => connected(port)));

  const answer = await allOf(await connected(port));

  expect(answer).toBe('');
  expect(log).toEqual(['A connection was dropped: 65 others are open.']);
  for (const socket of waiting) socket.destroy();
});
