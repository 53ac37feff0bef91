import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connections } from '../../../support/stack/stack.ts';

const { port } = new URL(connections().localstack.endpoint);

/** As a browser asks: unsigned. fetch lets nobody choose the host. */
async function ask(host: string, method: string, path: string, headers: Record<string, string> = {}) {
  const asking = request({ host: '127.0.0.1', port, method, path, headers: { host, ...headers }, timeout: 10_000 });
  asking.end(method === 'GET' ? undefined : '{}');
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

test.each([
  ['GET', '/2015-03-31/functions'],
  ['GET', '/_localstack/health'],
  ['GET', '/a-bucket/a-key'],
  ['PUT', '/a-bucket'],
  ['POST', '/2015-03-31/functions/any/invocations'],
])('a page whose name leads here is refused before anything is done: %s %s', async (method, path) => {
  const { status, body } = await ask(`evil.example:${port}`, method, path);

  expect({ status, message: JSON.parse(body).message }).toEqual({
    status: 403,
    message: expect.stringContaining(`evil.example:${port} is no name of this LocalStack.`),
  });
});

test.each([
  '127.0.0.1',
  'localhost',
  'localhost.localstack.cloud',
  's3.localhost.localstack.cloud',
  'lambda.us-east-1.amazonaws.com',
  // As the service is called in docker-compose.yml.
  'localstack',
])('%s is a name of it', async (name) => {
  await expect(ask(`${name}:${port}`, 'GET', '/_localstack/health')).resolves.toMatchObject({ status: 200 });
});

test('a page of another site, asking by the right name, changes nothing', async () => {
  const { status } = await ask(`127.0.0.1:${port}`, 'POST', '/2015-03-31/functions/any/invocations', {
    origin: 'http://evil.example',
  });

  expect(status).toBe(403);
});
