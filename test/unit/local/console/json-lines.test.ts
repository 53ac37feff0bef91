import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { jsonLines } from '../../../../local/console/json-lines.ts';
import { ConsoleProblem } from '../../../../local/console/problem.ts';
import { answersInTime } from '../../../../local/console/safety/answers-in-time.ts';
import { responseHeaders } from '../../../../local/console/safety/response-headers.ts';
import { eventually } from '../../../support/eventually.ts';

let server: Server;
let url: string;
/** What the endless ones have given, and whether they have ended. */
let given = 0;
let ended = 0;

async function* endless(wait: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal) {
  try {
    for (;;) {
      given += 1;
      yield { text: 'x'.repeat(10_000) };
      await wait(signal);
    }
  } finally {
    ended += 1;
  }
}

async function* threeThen(error: unknown) {
  yield* [{ number: 1 }, { text: 'a\nb' }, { text: '\u2028' }];
  if (error !== undefined) throw error;
}

const routes = new Hono()
  .get('/three', (context) => jsonLines(context, () => threeThen(undefined)))
  .get('/error', (context) => jsonLines(context, () => threeThen(new Error('It broke.'))))
  .get('/problem', (context) => jsonLines(context, () => threeThen(new ConsoleProblem(503, 'Away', 'Start it.'))))
  .get('/text', (context) => jsonLines(context, () => threeThen('no error')))
  // It never looks at its signal.
  .get('/careless', (context) => jsonLines(context, (signal) => endless(() => new Promise(setImmediate), signal)))
  .get('/waiting', (context) =>
    jsonLines(context, (signal) => endless((gone) => once(gone, 'abort').then(() => gone.throwIfAborted()), signal)),
  )
  .onError((error, context) => context.json({ error: error.message }, (error as ConsoleProblem).status));

beforeAll(async () => {
  // As the console serves it.
  const served = new Hono().use(responseHeaders).all('*', answersInTime(routes, 10_000));
  server = createServer(getRequestListener(served.fetch)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  [given, ended] = [0, 0];
});

async function linesOf(path: string): Promise<unknown[]> {
  const text = await (await fetch(url + path)).text();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const three = [{ number: 1 }, { text: 'a\nb' }, { text: '\u2028' }];

test('a line for each value', async () => {
  expect(await linesOf('/three')).toEqual(three);
});

test.each([
  ['/error', { error: 'It broke.' }],
  ['/problem', { error: 'Away', remedy: 'Start it.' }],
  ['/text', { error: 'no error' }],
])('what goes wrong on the way is the last line: %s', async (path, last) => {
  expect(await linesOf(path)).toEqual([...three, last]);
});

test.each(['/careless', '/waiting'])('it ends when its reader has gone: %s', async (path) => {
  const gone = new AbortController();
  const response = await fetch(url + path, { signal: gone.signal });
  await response.body?.getReader().read();

  gone.abort();

  await eventually(async () => expect(ended).toBe(1), 5000, 20);
  const before = given;
  await new Promise(setImmediate);
  expect(given).toBe(before);
});

test('no more is made than the reader takes', async () => {
  const gone = new AbortController();
  const response = await fetch(`${url}/careless`, { signal: gone.signal });
  // Until the buffers between the two are full.
  const made = await untilSteady();

  expect(made).toBeLessThan(10_000);
  expect(response.status).toBe(200);
  gone.abort();
  await eventually(async () => expect(ended).toBe(1), 5000, 20);
});

/** How many were given when no more are. */
async function untilSteady(): Promise<number> {
  let before = given;
  return eventually(
    async () => {
      const now = given;
      const isSteady = now === before && now > 0;
      before = now;
      expect(isSteady).toBe(true);
      return now;
    },
    10_000,
    300,
  );
}

test('so many may read, and another is told so; HEAD is none of them', async () => {
  const gone = new AbortController();
  const readers = await Promise.all(Array.from({ length: 16 }, () => fetch(`${url}/waiting`, { signal: gone.signal })));

  const refused = await fetch(`${url}/waiting`);
  expect([readers.every(({ ok }) => ok), refused.status]).toEqual([true, 429]);
  expect(await refused.json()).toEqual({ error: '16 streams are under way, the most at once.' });

  gone.abort();
  await eventually(async () => expect(ended).toBe(16), 5000, 20);
  for (let count = 0; count < 20; count += 1) {
    expect((await fetch(`${url}/waiting`, { method: 'HEAD' })).status).toBe(200);
  }
  expect(await linesOf('/three')).toEqual(three);
});
