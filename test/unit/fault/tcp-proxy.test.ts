import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { TcpProxy } from '../../fault/proxy/tcp-proxy.ts';
import { eventually } from '../../support/eventually.ts';

const sockets = new Set<Socket>();
let server: Server;
let proxy: TcpProxy;

beforeEach(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await TcpProxy.open({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});

afterEach(async () => {
  await proxy.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

/** A client of the echo behind the proxy. */
async function client() {
  const socket = connect({ host: '127.0.0.1', port: proxy.port });
  const seen = { bytes: Buffer.alloc(0), error: undefined as string | undefined, ended: false };
  sockets.add(socket);
  socket.on('data', (bytes) => {
    seen.bytes = Buffer.concat([seen.bytes, bytes]);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    seen.error = error.code;
  });
  socket.on('end', () => {
    seen.ended = true;
  });
  // Either comes first; the reason of a refusal is among what was seen.
  await new Promise<void>((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
  const says = (text: string) => eventually(async () => expect(seen.bytes.toString()).toBe(text), 10_000, 10);
  return { socket, seen, says };
}

test('passes on what both sides say, and the end', async () => {
  const { socket, seen } = await client();
  const large = Buffer.alloc(3_000_000, 'all sorts of bytes');

  socket.end(large);

  await eventually(async () => expect(seen.ended).toBe(true), 10_000, 10);
  expect(seen.bytes.equals(large)).toBe(true);
  await eventually(async () => expect(proxy.connections).toBe(0), 10_000, 10);
  expect(proxy.accepted).toBe(1);
});

test('delays each direction by itself, without changing the order', async () => {
  const { socket, says } = await client();
  proxy.delay({ toServer: 100, toClient: 150 });

  const begun = performance.now();
  socket.write('a');
  socket.write('b');
  await says('ab');

  expect(performance.now() - begun).toBeGreaterThanOrEqual(249);
});

test('cuts by a reset, and the next connection works', async () => {
  const { seen } = await client();

  proxy.cut();
  await eventually(async () => expect(seen.error).toBe('ECONNRESET'), 10_000, 10);
  const next = await client();
  next.socket.write('x');

  await next.says('x');
});

test('refuses new connections until it is healed', async () => {
  proxy.refuse();
  const refused = await client();
  await eventually(async () => expect(refused.seen.error).toBe('ECONNRESET'), 10_000, 10);

  proxy.heal();
  const next = await client();
  next.socket.write('x');

  await next.says('x');
});

test('swallows: connections stay open and hear nothing, also after it is healed; new ones work then', async () => {
  const before = await client();
  proxy.swallow();
  const meanwhile = await client();
  before.socket.write('x');
  meanwhile.socket.write('y');

  proxy.heal();
  const after = await client();
  after.socket.write('z');
  await after.says('z');

  for (const { seen } of [before, meanwhile]) {
    expect({ text: seen.bytes.toString(), error: seen.error, ended: seen.ended }).toEqual({
      text: '',
      error: undefined,
      ended: false,
    });
  }
});

test('swallows on open connections only', async () => {
  const before = await client();
  proxy.swallowOpen();
  const after = await client();
  for (const { socket } of [before, after]) socket.write('x');

  await after.says('x');

  expect(before.seen.bytes).toHaveLength(0);
});

test('corrupts so many bytes of the answer', async () => {
  const { socket, seen } = await client();
  proxy.corrupt(2);

  socket.write(Buffer.from([1, 2, 3]));
  await eventually(async () => expect(seen.bytes).toHaveLength(3), 10_000, 10);

  expect([...seen.bytes]).toEqual([254, 253, 3]);
});

test('a server that is not there is a reset', async () => {
  server.close();
  await once(server, 'close');

  const { seen } = await client();

  await eventually(async () => expect(seen.error).toBe('ECONNRESET'), 10_000, 10);
});
