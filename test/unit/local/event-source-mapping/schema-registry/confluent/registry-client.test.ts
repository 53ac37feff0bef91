import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { RegistryAccess } from '../../../../../../local/event-source-mapping/schema-registry/confluent/registry-access.ts';
import {
  type RegistryClient,
  registryClient,
} from '../../../../../../local/event-source-mapping/schema-registry/confluent/registry-client.ts';
import { SchemaRegistryProblem } from '../../../../../../local/event-source-mapping/schema-registry/schema-problem.ts';
import { selfSignedCertificate } from '../../../../../support/self-signed-certificate.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function listening(server: http.Server): Promise<number> {
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function clientOf(url: string, access: RegistryAccess = {}): RegistryClient {
  const backoff = { firstMs: 1, maxMs: 2 };
  const client = registryClient({ url: new URL(url), access, timeoutMs: 300, attempts: 3, backoff });
  open.push(client);
  return client;
}

/** A client of a server that gives these answers, one after another; and how often it was asked. */
async function clientOfAnswers(...answers: readonly RequestListener[]) {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    (answers[requests.length - 1] ?? answers.at(-1))?.(request, response);
  });
  const client = clientOf(`http://127.0.0.1:${await listening(server)}/registry/`);
  return { client, requests };
}

const answer =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end(JSON.stringify(body));
const breakOff: RequestListener = (request) => void request.socket.destroy();
const silence: RequestListener = () => undefined;

test('a path is asked for below the address', async () => {
  const { client, requests } = await clientOfAnswers(answer(200, { id: 1 }));

  await expect(client.ask('/schemas/ids/1')).resolves.toEqual({ id: 1 });
  expect(requests[0]?.url).toBe('/registry/schemas/ids/1');
});

test.each([40_401, 40_402, 40_403])('the code %s says that there is nothing', async (code) => {
  const { client, requests } = await clientOfAnswers(answer(404, { error_code: code }));

  await expect(client.ask('/schemas/ids/1')).resolves.toBeUndefined();
  expect(requests).toHaveLength(1);
});

test.each([
  ['a server error', answer(503, {})],
  ['too many requests', answer(429, {})],
  ['a broken connection', breakOff],
  ['an answer that is no JSON', (_, response) => void response.end('<html>')],
  ['no answer in time', silence],
] satisfies [string, RequestListener][])('after %s it is asked again', async (_, failure) => {
  const { client, requests } = await clientOfAnswers(failure, answer(200, 'here'));

  await expect(client.ask('/subjects')).resolves.toBe('here');
  expect(requests).toHaveLength(2);
});

test('a registry that stays away is a problem, after a few attempts', async () => {
  const { client, requests } = await clientOfAnswers(answer(500, {}));

  await expect(client.ask('/subjects')).rejects.toThrow(SchemaRegistryProblem);
  await expect(client.ask('/subjects')).rejects.toThrow(/cannot be asked: .*\/registry\/subjects answers 500/);
  expect(requests).toHaveLength(6);
});

test('a registry that keeps silent is a problem that says so', async () => {
  const { client } = await clientOfAnswers(silence);

  await expect(client.ask('/subjects')).rejects.toThrow('cannot be asked: it does not answer in time');
});

test('an address where nothing listens is a problem', async () => {
  const client = clientOf('http://127.0.0.1:9');

  await expect(client.ask('/subjects')).rejects.toThrow(/The schema registry http:\/\/127.0.0.1:9 cannot be asked: .+/);
});

test.each([
  [401, {}, 'AccessConfigs'],
  [403, {}, 'AccessConfigs'],
  [404, 'no such page', 'SchemaRegistryURI'],
  [404, { error_code: 404 }, 'SchemaRegistryURI'],
  [301, {}, 'SchemaRegistryURI'],
])('the status %s with %j is a problem at once, with what to look at', async (status, body, remedy) => {
  const { client, requests } = await clientOfAnswers(answer(status, body));

  await expect(client.ask('/subjects')).rejects.toThrow(SchemaRegistryProblem);
  await expect(client.ask('/subjects')).rejects.toThrow(remedy);
  expect(requests).toHaveLength(2);
});

test('an answer that is too long says nothing against the registry', async () => {
  const { client, requests } = await clientOfAnswers(answer(200, 'x'.repeat(1024 * 1024)));

  const failure = await client.ask('/subjects').catch((error: unknown) => error);

  expect(failure).not.toBeInstanceOf(SchemaRegistryProblem);
  expect(failure).toMatchObject({ message: 'it is longer than 1048576 bytes' });
  expect(requests).toHaveLength(1);
});

test('closing ends what is being asked', async () => {
  const { client } = await clientOfAnswers((request) => {
    request.resume();
    client.close();
  });

  await expect(client.ask('/subjects')).rejects.toThrow(SchemaRegistryProblem);
});

test('who asks says so in a header', async () => {
  const server = http.createServer((request, response) => response.end(JSON.stringify(request.headers.authorization)));
  const client = clientOf(`http://127.0.0.1:${await listening(server)}`, { authorization: 'Basic abc' });

  await expect(client.ask('/subjects')).resolves.toBe('Basic abc');
});

describe('over TLS', () => {
  const server = selfSignedCertificate('server');
  const client = selfSignedCertificate('client');

  function start(): Promise<number> {
    return listening(
      https.createServer(
        { cert: server.certificate, key: server.privateKey, ca: client.certificate, requestCert: true },
        (_, response) => response.end('"here"'),
      ),
    );
  }

  test('each side shows its certificate', async () => {
    const tls = { ca: server.certificate, cert: client.certificate, key: client.privateKey };

    await expect(clientOf(`https://127.0.0.1:${await start()}`, { tls }).ask('/subjects')).resolves.toBe('here');
  });

  test('a server that nobody vouches for is not asked', async () => {
    const tls = { cert: client.certificate, key: client.privateKey };

    await expect(clientOf(`https://127.0.0.1:${await start()}`, { tls }).ask('/subjects')).rejects.toThrow(
      'self-signed',
    );
  });

  test('a client without its certificate is sent away', async () => {
    const tls = { ca: server.certificate };

    await expect(clientOf(`https://127.0.0.1:${await start()}`, { tls }).ask('/subjects')).rejects.toThrow(
      SchemaRegistryProblem,
    );
  });
});
