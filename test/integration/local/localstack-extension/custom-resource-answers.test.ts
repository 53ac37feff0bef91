import { TestStack } from '../../../support/stack/test-stack.ts';
import { createProvider, functionArn, thing } from './custom-resource.ts';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

let stack: TestStack;

beforeEach(() => {
  stack = new TestStack();
});

afterEach(() => stack.delete());
afterAll(deleteFunctions);

const url = 'new URL(event.ResponseURL)';
const host = `hostname: ${url}.hostname, path: ${url}.pathname`;
// In the words of functions written for AWS, where a ResponseURL has HTTPS and the port that goes without saying.
test.each([
  ['CDK’s providers', `https.request({ ${host}, method: 'PUT' }, done)`],
  ['AWS’s cfn-response', `https.request({ ${host}, port: 443, method: 'PUT' }, done)`],
  ['a host with its port', `https.request({ host: ${url}.host, path: ${url}.pathname, method: 'PUT' }, done)`],
  ['an address', `https.request(event.ResponseURL, { method: 'PUT' }, done)`],
  ['a URL', `https.request(${url}, { method: 'PUT' }, done)`],
  ['an agent', `https.request({ ${host}, method: 'PUT', agent: new https.Agent({ keepAlive: true }) }, done)`],
  ['a listener', `https.request({ ${host}, method: 'PUT' }).on('response', done)`],
])('takes the answer that node:https puts as %s', async (_what, request) => {
  const { arn } = await createProvider(`
    const https = require('https');
    await new Promise((done, failed) => {
      const sending = ${request};
      sending.on('error', failed).setHeader('content-type', '');
      sending.end(JSON.stringify(answer));
    });`);

  expect(await stack.deploy({ Resources: thing(arn) })).toBe(true);
});

test('takes the answer of an ES module that imports what it needs from node:https', async () => {
  const name = await createFunction(`import { request } from 'node:https';
    export const handler = async ({ ResponseURL, StackId, RequestId, LogicalResourceId }) => {
      const { hostname, pathname: path } = new URL(ResponseURL);
      const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'first' };
      await new Promise((done, failed) => {
        request({ hostname, path, method: 'PUT' }, done).on('error', failed).end(JSON.stringify(answer));
      });
    };`);

  expect(await stack.deploy({ Resources: thing(functionArn(name)) })).toBe(true);
});

test('leaves every other request of node:https alone', async () => {
  const name = await createFunction(`import { request } from 'node:https';
    import { createServer } from 'node:net';
    export const handler = async () => {
      const firstBytes = new Promise((done) => {
        const server = createServer((socket) => socket.once('data', (data) => { socket.destroy(); done([...data]); }));
        server.listen(0, '127.0.0.1', () => {
          const { port } = server.address();
          request({ hostname: '127.0.0.1', port, path: '/' }).on('error', () => server.close()).end();
        });
      });
      return (await firstBytes)[0];
    };`);

  const { value } = await invoke(name);

  const tlsHandshake = 22;
  expect(value).toBe(tlsHandshake);
});
