import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { joinStreams, leave } from '../../../../../../local/control-plane/rds/front/join-streams.ts';

/** A connection, seen from both its ends. */
async function connection(): Promise<[near: Socket, far: Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  return [near, far];
}

/** An error before it is none of a test's. */
function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}

test('what one side says the other hears, to the last byte', async () => {
  const [client, inner] = await connection();
  const [server, outer] = await connection();
  joinStreams(inner, outer);
  const said = 'x'.repeat(5_000_000);

  client.end(said);
  const heard = (await server.setEncoding('utf8').toArray()).join('');

  expect(heard).toBe(said);
  await Promise.all([client, server, inner, outer].map(closed));
});

test('a side that breaks off takes the other with it', async () => {
  const [client, inner] = await connection();
  const [server, outer] = await connection();
  joinStreams(inner, outer);
  server.resume();

  client.resetAndDestroy();

  await Promise.all([server, inner, outer].map(closed));
  expect([inner.destroyed, outer.destroyed]).toEqual([true, true]);
});

test('a side that has left before takes the other with it', async () => {
  const [, inner] = await connection();
  const [server, outer] = await connection();
  server.resume();
  inner.destroy();
  await closed(inner);

  joinStreams(inner, outer);

  await closed(server);
  expect(outer.destroyed).toBe(true);
});

test('a side that does not read its last bytes is left in the end', async () => {
  const [silent, stuck] = await connection();
  stuck.write(Buffer.alloc(50_000_000));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });

  leave(stuck);
  jest.advanceTimersByTime(9_999);
  const before = stuck.destroyed;
  jest.advanceTimersByTime(1);
  jest.useRealTimers();
  silent.destroy();

  expect([before, stuck.destroyed]).toEqual([false, true]);
});
