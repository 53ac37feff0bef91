import http, { type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createClients, listMappings } from '../../../../local/event-source-mapping/clients.ts';
import { registryClient } from '../../../../local/event-source-mapping/schema-registry/glue/registry-client.ts';
import { listen } from '../../../../local/services/listen.ts';

const registryArn = 'arn:aws:glue:us-east-1:000000000000:registry/people';
const open: { close(): void }[] = [];

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** A client of Glue at an endpoint that gives these answers, one after another; and what it was asked. */
async function glueThatAnswers(answers: readonly RequestListener[], timeoutMs = 60_000) {
  const questions: Promise<{ target: unknown; body: unknown }>[] = [];
  const server = http.createServer((request, response) => {
    questions.push(questionOf(request));
    answers[questions.length - 1]?.(request, response);
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const { loadGlue } = createClients({ endpointUrl: `http://127.0.0.1:${port}`, region: 'us-east-1' });
  const client = registryClient(await loadGlue(), { registryArn, timeoutMs });
  open.push(client, { close: () => server.closeAllConnections() }, server);
  return { client, questions };
}

async function questionOf(request: IncomingMessage) {
  return { target: request.headers['x-amz-target'], body: JSON.parse(await text(request)) };
}

const answer =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
const refusal = (status: number, type: string) => answer(status, { __type: type, Message: `it is ${type}` });
const silence: RequestListener = () => undefined;

test('Glue is asked for the registry and for versions of its schemas', async () => {
  const { client, questions } = await glueThatAnswers([
    answer(200, { Status: 'AVAILABLE' }),
    answer(200, { SchemaDefinition: '"int"' }),
  ]);

  await expect(client.getRegistry()).resolves.toMatchObject({ Status: 'AVAILABLE' });
  await expect(client.getSchemaVersion('uuid')).resolves.toMatchObject({ SchemaDefinition: '"int"' });
  await expect(Promise.all(questions)).resolves.toEqual([
    { target: 'AWSGlue.GetRegistry', body: { RegistryId: { RegistryArn: registryArn } } },
    { target: 'AWSGlue.GetSchemaVersion', body: { SchemaVersionId: 'uuid' } },
  ]);
});

test('what Glue does not have is undefined, and asked for once', async () => {
  const { client, questions } = await glueThatAnswers([refusal(400, 'EntityNotFoundException')]);

  await expect(client.getSchemaVersion('uuid')).resolves.toBeUndefined();
  expect(questions).toHaveLength(1);
});

test('Glue is asked again when it is busy or fails', async () => {
  const { client } = await glueThatAnswers([
    refusal(400, 'ThrottlingException'),
    refusal(500, 'InternalServiceException'),
    answer(200, { SchemaDefinition: '"int"' }),
  ]);

  await expect(client.getSchemaVersion('uuid')).resolves.toMatchObject({ SchemaDefinition: '"int"' });
});

test('a Glue that goes on failing is a problem of the registry', async () => {
  const { client, questions } = await glueThatAnswers([
    refusal(500, 'InternalServiceException'),
    refusal(500, 'InternalServiceException'),
    refusal(500, 'InternalServiceException'),
  ]);

  await expect(client.getSchemaVersion('uuid')).rejects.toThrow('cannot be asked: InternalServiceException: it is');
  expect(questions).toHaveLength(3);
});

test('a Glue that is silent is waited for only so long', async () => {
  const { client } = await glueThatAnswers([silence], 300);

  await expect(client.getSchemaVersion('uuid')).rejects.toThrow('cannot be asked: it does not answer in time');
});

test('one client of Glue is enough for an endpoint', async () => {
  const { loadGlue } = createClients({ endpointUrl: 'http://127.0.0.1:9', region: 'us-east-1' });

  expect(await loadGlue()).toBe(await loadGlue());
});

test('an endpoint that takes a question and never answers is given up', async () => {
  const server = http.createServer(silence);
  await listen(server, 0);
  open.push({ close: () => server.closeAllConnections() }, server);
  const { port } = server.address() as AddressInfo;
  const endpoint = { endpointUrl: `http://127.0.0.1:${port}`, region: 'us-east-1', requestTimeoutMs: 100 };

  const listing = listMappings(createClients(endpoint).lambda);

  await expect(listing).rejects.toThrow(/timeout/i);
}, 5000);
