import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaInvoker } from '../../../../../local/event-source-mapping/sender/invoke-function.ts';

let answer: { status: number; headers: Record<string, string>; body: string };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(answer.status, answer.headers).end(answer.body);
});

beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function invoke() {
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return lambdaInvoker(client)('function', Buffer.from('{}'), new AbortController().signal);
}

function failing(status: number, error: string) {
  return { status, headers: { 'x-amzn-errortype': error }, body: JSON.stringify({ Message: error }) };
}

test('an error of the function is its answer', async () => {
  const headers = { 'x-amz-function-error': 'Unhandled', 'x-amz-executed-version': '7', 'x-amzn-requestid': 'id' };
  answer = { status: 200, headers, body: '{"errorType":"Error"}' };

  expect(await invoke()).toEqual({
    kind: 'answered',
    answer: { requestId: 'id', statusCode: 200, executedVersion: '7', functionError: 'Unhandled' },
    payload: '{"errorType":"Error"}',
  });
});

test.each(['RequestEntityTooLargeException', 'RequestTooLargeException'])('%s is too large', async (error) => {
  answer = failing(413, error);

  expect(await invoke()).toEqual({ kind: 'too-large' });
});

test.each([
  [404, 'ResourceNotFoundException', 'Function not found (function): create it'],
  [500, 'ServiceException', 'ServiceException'],
])('with %i the function was not reached', async (status, error, reason) => {
  answer = failing(status, error);

  expect(await invoke()).toEqual({ kind: 'unavailable', reason: expect.stringContaining(reason) });
});

test('with 429 the function is throttled', async () => {
  answer = failing(429, 'TooManyRequestsException');

  expect(await invoke()).toEqual({ kind: 'throttled' });
});
