import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tokenIn } from '../../../support/console/own-console.ts';
import { type ConsoleProcess, launchConsole, startOwnConsole } from '../../../support/console/own-console-process.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const running: ConsoleProcess[] = [];

// Before the directory is removed, which is done in the order in which it is asked for.
afterAll(async () => {
  for (const one of running) await one.kill();
});

/** No part of the pipeline is there: all that it could ask is where nobody listens. */
const nobody = {
  ...{ PIPELINE_STATE_DIR: temporaryDirectory(), PORT_OFFSET: '' },
  ...{ LOCALSTACK_PORT: '1025', KAFKA_PORT: '1026', CASSANDRA_PORT: '1027' },
};
let shared: ConsoleProcess;

async function startedConsole(): Promise<ConsoleProcess> {
  const started = await startOwnConsole(nobody);
  running.push(started);
  return started;
}

beforeAll(async () => {
  shared = await startedConsole();
}, 60_000);

/** Sends bytes, and reads until the server closes the connection. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

test('each run has a token of its own, which no log has', async () => {
  const [one, other] = [shared, await startedConsole()];
  const tokens = await Promise.all([one, other].map(async ({ url }) => tokenIn(await (await fetch(url)).text())));
  // What is refused and what fails is logged, if anything is.
  const headers = { 'content-type': 'application/json', 'x-console-token': tokens[0] ?? '' };
  for (const { url } of [one, other]) {
    await fetch(`${url}/api/mappings/x`, { method: 'PATCH', headers, body: '{"enabled":true}' });
  }

  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
  const texts = [one, other].map(({ written }) => written.stdout + written.stderr).join('\n');
  expect(tokens.filter((token) => texts.includes(token))).toEqual([]);
});

test('a part that is away is told by name, with the remedy and without a stack', async () => {
  const { url, written } = shared;

  const response = await fetch(`${url}/api/mappings`);
  const text = await response.text();

  expect(response.status).toBe(503);
  expect(JSON.parse(text)).toEqual({
    error: 'LocalStack does not answer: connect ECONNREFUSED 127.0.0.1:1025',
    remedy: expect.stringContaining('npm start'),
  });
  expect(Number(/total;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '')?.[1])).toBeGreaterThan(0);
  expect(written.stderr).toBe('');
});

test('a port that is taken is named in one sentence', async () => {
  const { port } = shared;
  const { child, written } = await launchConsole({ ...nobody, CONSOLE_PORT: String(port) });
  const [code] = await once(child, 'close');

  expect(code).toBe(1);
  expect(written.stderr).toMatch(
    new RegExp(`^Port ${port} of 127.0.0.1 cannot be listened on: .*EADDRINUSE.*CONSOLE_PORT.\n$`),
  );
});

test('headers that are too long, and what is no HTTP, are refused', async () => {
  const { port } = shared;
  const long = `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`;

  expect(await exchange(port, long)).toMatch(/^HTTP\/1.1 431 /);
  expect(await exchange(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  expect(await exchange(port, 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  expect(
    await exchange(port, 'GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n'),
  ).toMatch(/^HTTP\/1.1 40[03] /);
  expect(await exchange(port, 'TRACE / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 4\d\d /,
  );
});

test('whoever sends headers slowly is not waited for', async () => {
  const { port } = shared;
  const begun = performance.now();

  await exchange(port, 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ');

  expect(performance.now() - begun).toBeLessThan(9000);
});

test('a signal ends it in good order, also while somebody reads and somebody is silent', async () => {
  const { child, port, url } = await startedConsole();
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  const idle = request(`${url}/health`, { headers: { connection: 'keep-alive' } }).end();
  await once(idle, 'response');

  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'close');

  expect([code, signal]).toEqual([0, null]);
  silent.destroy();
}, 60_000);
