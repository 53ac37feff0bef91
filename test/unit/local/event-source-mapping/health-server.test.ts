import { once } from 'node:events';
import { type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from '../../../../local/event-source-mapping/health.ts';
import { startHealthServer } from '../../../../local/event-source-mapping/health-server.ts';

const health: Health = { ready: true, endpointUrl: 'http://127.0.0.1:4566', problem: null, mappings: [] };
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

async function start(port = 0, now: () => Health = () => health): Promise<AddressInfo> {
  const metrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'up 1\n' };
  const server = await startHealthServer({ port, host: '127.0.0.1', names: ['poller'] }, { health: now, metrics });
  servers.push(server);
  return server.address() as AddressInfo;
}

async function ask(path: string, { port }: AddressInfo, method = 'GET') {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

test('is there for this machine alone', async () => {
  const { address } = await start();

  expect(address).toBe('127.0.0.1');
});

test('health is what it is when it is asked for', async () => {
  let ready = false;
  const here = await start(0, () => ({ ...health, ready }));

  const before = await ask('/health', here);
  ready = true;
  const after = await ask('/health?verbose', here);

  expect(before.status).toBe(503);
  expect(after).toEqual({ status: 200, type: 'application/json', text: `${JSON.stringify(health)}\n` });
});

test('metrics come as Prometheus reads them', async () => {
  const here = await start();

  expect(await ask('/metrics', here)).toEqual({ status: 200, type: 'text/plain; version=0.0.4', text: 'up 1\n' });
});

test.each([
  ['GET', '/'],
  ['POST', '/health'],
  ['DELETE', '/metrics'],
])('nothing else is here: %s %s', async (method, path) => {
  const here = await start();

  expect(await ask(path, here, method)).toEqual({
    status: 404,
    type: 'application/json',
    text: '{"error":"Only GET /health and GET /metrics are here."}\n',
  });
});

test.each([
  ['poller', 200],
  ['evil.example', 403],
])('whoever knows it as %s is answered %d', async (name, status) => {
  const { port } = await start();

  // fetch lets nobody choose the host.
  const asking = request({ host: '127.0.0.1', port, path: '/health', headers: { host: `${name}:${port}` } }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.resume();

  expect(response.statusCode).toBe(status);
});

test('a port that is taken is an error', async () => {
  const { port } = await start();

  await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
