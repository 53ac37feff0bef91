import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

afterAll(deleteFunctions);

test('freezes a warm environment, so that its timers do not run between invocations', async () => {
  const name = await createFunction(`let ticks = 0; setInterval(() => { ticks += 1; }, 5);
    export const handler = async () => ticks;`);
  await invoke(name);
  const { value: before } = await invoke(name);
  const other = await createFunction(
    'export const handler = async () => new Promise((done) => setTimeout(done, 500));',
  );
  await invoke(other);

  const { value: after } = await invoke(name);

  // Half a second awake would have been a hundred ticks.
  expect((after as number) - (before as number)).toBeLessThan(30);
});

test('gives twenty parallel invocations twenty environments and reuses them', async () => {
  const count = 20;
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === count) for (const one of waiting) one.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const name = await createFunction(
    'export const handler = async ({ url }) => { if (url) await fetch(url); return process.pid; };',
    { Timeout: 60 },
  );

  const answers = await Promise.all(Array.from({ length: count }, () => invoke(name, { url })));
  const again = await invoke(name);
  server.closeAllConnections();
  server.close();

  const pids = new Set(answers.map(({ value }) => value));
  expect(pids.size).toBe(count);
  expect(pids.has(again.value)).toBe(true);
});
