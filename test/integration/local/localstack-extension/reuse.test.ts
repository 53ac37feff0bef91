import { eventually } from '../../../support/eventually.ts';
import { holdRequests } from './held-requests.ts';
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
  const held = await holdRequests();
  const name = await createFunction(
    'export const handler = async ({ url }) => { if (url) await fetch(url); return process.pid; };',
    { Timeout: 60 },
  );

  const underWay = Promise.all(Array.from({ length: count }, () => invoke(name, { url: held.url })));
  await eventually(async () => expect(held.bodies).toHaveLength(count), 60_000, 50);
  held.release();
  const answers = await underWay;
  const again = await invoke(name);
  held.close();

  const pids = new Set(answers.map(({ value }) => value));
  expect(pids.size).toBe(count);
  expect(pids.has(again.value)).toBe(true);
});
