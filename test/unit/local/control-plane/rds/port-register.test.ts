import { once } from 'node:events';
import { createServer } from 'node:net';
import { PortRegister } from '../../../../../local/control-plane/rds/port-register.ts';
import { freePort } from '../../../../../local/processes/ports.ts';

const noted: number[] = [];
let first: number;
let register: PortRegister;

beforeEach(async () => {
  noted.length = 0;
  first = await freePort();
  register = new PortRegister(first, () => noted);
});

const take = (wanted?: number) =>
  register.withPort(wanted, async (port) => {
    noted.push(port);
    return port;
  });

test('ports are given out in order, and those of things that are gone again', async () => {
  const ports = [await take(), await take(), await take()];
  noted.splice(1, 1);

  expect(await take()).toBe(ports[1]);
  expect(ports[0]).toBe(first);
  expect(ports.toSorted()).toEqual(ports);
});

test('two that ask at once get two ports', async () => {
  const ports = await Promise.all([take(), take(), take()]);

  expect(new Set(ports).size).toBe(3);
});

test('a port that is asked for is given when it is free, but not the one that every template says', async () => {
  const wanted = await freePort();

  expect([await take(wanted), await take(wanted), await take(5432)]).toEqual([wanted, first, expect.any(Number)]);
  expect(noted).not.toContain(5432);
});

test('a port that somebody else listens on is left alone', async () => {
  const other = createServer().listen(first, '127.0.0.1');
  await once(other, 'listening');

  const port = await take();

  other.close();
  expect(port).toBeGreaterThan(first);
});

test('what nobody noted can be given out again', async () => {
  const failing = register.withPort(undefined, () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');

  expect(await take()).toBe(first);
});
