import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { tokenIn } from '../../support/console/own-console.ts';
import {
  functionEndpoints,
  invokeFetch,
  lambda,
  settings,
  startPipeline,
} from '../../support/pipeline/deployed-pipeline.ts';
import { kernelSockets } from '../../support/stack/kernel-sockets.ts';
import { type StackProcess, stackProcesses } from '../../support/stack/stack-processes.ts';

const minutes = 60_000;
// Only Linux shows a process the sockets of another.
const onLinux = existsSync('/proc/net/tcp') ? test : test.skip;

const isFunction = ({ commandLine }: StackProcess) => /bootstrap\.mjs/.test(commandLine);
const isPoller = ({ commandLine }: StackProcess) => commandLine.includes('local/event-source-mapping/cli.ts');
const isLocalstack = ({ commandLine }: StackProcess) => commandLine.includes('localstack.runtime.main');

beforeAll(() => startPipeline(100, '2026-07-27'), 20 * minutes);

afterAll(async () => {
  lambda.destroy();
});

function socketsOf(processes: readonly StackProcess[]) {
  const sockets = kernelSockets();
  return processes.flatMap(({ pid, commandLine, descriptors }) =>
    sockets
      .filter(({ descriptor }) => descriptors.includes(descriptor))
      .map((socket) => ({ ...socket, owner: `${pid} ${commandLine.slice(0, 120)}` })),
  );
}

/** fetch lets nobody choose a host or an origin. */
async function statusOf(port: number, options: RequestOptions): Promise<number | undefined> {
  const sent = request({ host: '127.0.0.1', port, path: '/api/jobs/none/cancel', ...options });
  sent.end(options.method === 'POST' ? '{}' : undefined);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

/**
 * Where the poller and the functions have connections to, while a run goes from the API into both stores, and where
 * LocalStack listens meanwhile: it hands functions their calls, each on a port of its own, as long as they are there.
 */
async function portsOfRun() {
  const [reached, ofLocalstack] = [new Map<number, string>(), new Set<number>()];
  const look = () => {
    const processes = stackProcesses(settings.stateDir);
    const clients = processes.filter((one) => isFunction(one) || isPoller(one));
    const established = socketsOf(clients).filter(({ state, remotePort }) => state === 'established' && remotePort > 0);
    for (const { port, remotePort, owner } of established) {
      // The console asks the poller how it is.
      if (port !== settings.ports.eventSourceMapping) reached.set(remotePort, owner);
    }
    const listening = socketsOf(processes.filter(isLocalstack)).filter(({ state }) => state === 'listening');
    for (const { port } of listening) ofLocalstack.add(port);
  };
  let over = false;
  const run = invokeFetch({ date: '2026-07-28', users: 20_000, rerun: true }).finally(() => {
    over = true;
  });
  while (!over) {
    look();
    await new Promise(setImmediate);
  }
  expect(await run).toMatchObject({ failed: false });
  look();
  return { reached, ofLocalstack };
}

test('the console answers to no strange name, and changes nothing for a page of another origin', async () => {
  const port = settings.ports.console;
  const own = {
    'content-type': 'application/json',
    'x-console-token': tokenIn(await (await fetch(`http://127.0.0.1:${port}`)).text()),
  };
  const change = (headers: object) => statusOf(port, { method: 'POST', headers: { ...own, ...headers } });

  expect(await statusOf(port, { headers: { host: 'evil.example' } })).toBe(403);
  expect(await statusOf(port, { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403);
  for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'same-site' }, { host: 'x.example' }]) {
    expect(await change(headers)).toBe(403);
  }
  // With its own page's headers the same reaches the route, which has no such job.
  expect(await change({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' })).toBe(404);
});

onLinux('no process of the stack listens on anything but loopback', () => {
  const processes = stackProcesses(settings.stateDir);
  const listening = socketsOf(processes).filter(({ state }) => state === 'listening');

  const elsewhere = listening.filter(({ address }) => address !== '127.0.0.1' && address !== '::1');

  expect(elsewhere).toEqual([]);
  // All that is started, or nothing would be said of it.
  const { databases, kafkaController, ...ports } = settings.ports;
  const found = listening.map(({ port }) => port);
  expect(Object.values(ports).filter((port) => !found.includes(port))).toEqual([]);
  expect(processes.some(isFunction) && processes.some(isPoller)).toBe(true);
  expect(processes.some(({ commandLine }) => commandLine.includes('bin/postgres'))).toBe(true);
});

onLinux(
  'functions and poller reach broker and stores by TLS only',
  async () => {
    const { keyspaces, postgres } = await functionEndpoints('users-sink');
    const encrypted = [settings.ports.kafkaIam, keyspaces.port, postgres.port];
    // Alarms are posted to the console, and one may begin meanwhile.
    const { schemaRegistry, randomUserApi, console: webhook } = settings.ports;

    const { reached, ofLocalstack } = await portsOfRun();

    const http = [schemaRegistry, randomUserApi, webhook, ...ofLocalstack];
    expect(encrypted.filter((port) => !reached.has(port))).toEqual([]);
    expect([...reached].filter(([port]) => ![...encrypted, ...http].includes(port))).toEqual([]);
  },
  5 * minutes,
);
