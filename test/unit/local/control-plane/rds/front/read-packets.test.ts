import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import {
  beginsWithTls,
  takeOpeningPacket,
  takePassword,
} from '../../../../../../local/control-plane/rds/front/read-packets.ts';
import { startupMessage } from './startup-message.ts';

const startup = startupMessage(['user', 'zoe', 'database', 'sales']);
const password = Buffer.concat([Buffer.from([0x70, 0, 0, 0, 10]), Buffer.from('token\0')]);
const never = new AbortController().signal;

test('packets are found wherever the network cuts, and what follows them is left', async () => {
  const all = Buffer.concat([startup, password, Buffer.from('rest')]);
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: all.length - 1 }));
  await fc.assert(
    fc.asyncProperty(cuts, async (where) => {
      const stream = new PassThrough();
      const edges = [0, ...where.sort((a, b) => a - b), all.length];
      const sending = (async () => {
        for (const [index, edge] of edges.slice(1).entries()) {
          stream.write(all.subarray(edges[index], edge));
          await new Promise(setImmediate);
        }
        stream.end();
      })();

      const packet = await takeOpeningPacket(stream, never);
      const token = await takePassword(stream, never);
      await sending;

      expect(packet).toEqual({ kind: 'startup', bytes: startup, user: 'zoe', database: 'sales' });
      expect(token).toBe('token');
      expect((await stream.toArray()).join('')).toBe('rest');
    }),
  );
});

test.each([
  ['a handshake of TLS', Buffer.from([0x16, 3, 1]), true],
  ['a startup message', startup, false],
])('%s is told by its first byte, which stays', async (_, bytes, expected) => {
  const stream = new PassThrough();
  stream.end(bytes);

  const begins = await beginsWithTls(stream, never);

  expect(begins).toBe(expected);
  expect(Buffer.concat(await stream.toArray())).toEqual(bytes);
});

test.each([0, 3, 4, 20])('a client that leaves after %i bytes of its packet is given up', async (count) => {
  const stream = new PassThrough();
  stream.end(startup.subarray(0, count));

  const taken = takeOpeningPacket(stream, AbortSignal.timeout(5000));

  await expect(taken).rejects.toThrow('it left in the middle of signing in');
});

test('the wait for more ends with its signal', async () => {
  const stop = new AbortController();
  const taken = takeOpeningPacket(new PassThrough(), stop.signal);

  stop.abort();

  await expect(taken).rejects.toMatchObject({ name: 'AbortError' });
});
