import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { freePort } from '../../../../../local/processes/ports.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const servers: ServerProcess[] = [];

function start(...args: readonly string[]): ServerProcess {
  const server = startServer(...args);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const { child, ended } of servers.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

test('--help shows the options', async () => {
  const { code, stdout } = await start('--help').ended;

  expect(code).toBe(0);
  expect(stdout).toContain('--port <number>');
  expect(stdout).toContain('GET /api/?results=5000');
});

test('a port is required', async () => {
  const { code, stderr } = await start().ended;

  expect(code).toBe(1);
  expect(stderr).toContain("required option '--port <number>' not specified");
});

test.each(['0', '65536', '-1', '80.5', 'http'])('--port %s is not a port', async (port) => {
  const { code, stderr } = await start(`--port=${port}`).ended;

  expect(code).toBe(1);
  expect(stderr).toContain(`'${port}' is invalid. It is not a port from 1 to 65535.`);
});

test('a port that is taken is named in one sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;

  const { code, stdout, stderr } = await start('--port', String(port)).ended;
  other.close();

  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `Port ${port} of 127.0.0.1 is taken: stop the program that listens on it, or choose another with --port.\n`,
  );
});

test('it listens on loopback only', async () => {
  const port = await freePort();
  const server = start('--port', String(port));
  expect(await server.started).toBe(`Serving http://127.0.0.1:${port}/api/`);

  // All of 127.0.0.0/8 is this machine: a server on every address would answer there.
  const elsewhere = fetch(`http://127.0.0.2:${port}/health`, { signal: AbortSignal.timeout(1000) });
  await expect(elsewhere).rejects.toThrow();
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it within a second, clients or not', async (signal) => {
  const port = await freePort();
  const server = start('--port', String(port));
  await server.started;
  const [silent, halfAsked] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  for (const socket of [silent, halfAsked]) socket.on('error', () => {});
  halfAsked.write('GET /api/ HTTP/1.1\r\n');
  // Its connection stays open for the next request.
  await (await fetch(`http://127.0.0.1:${port}/health`)).text();

  const from = performance.now();
  server.child.kill(signal);
  const { code } = await server.ended;

  expect(code).toBe(0);
  expect(performance.now() - from).toBeLessThan(1000);
  silent.destroy();
  halfAsked.destroy();
});
