import { LambdaClient } from '@aws-sdk/client-lambda';
import { deployFunction } from '../../../support/functions/functions.ts';
import { connections } from '../../../support/stack/stack.ts';
import { startLocalstack } from './own-localstack.ts';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

afterAll(deleteFunctions);

const fromAws = [
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_XRAY_CONTEXT_MISSING',
  'AWS_XRAY_DAEMON_ADDRESS',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  'LANG',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'PATH',
  'TZ',
  '_AWS_XRAY_DAEMON_ADDRESS',
  '_AWS_XRAY_DAEMON_PORT',
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
];
const fromLocalstack = ['AWS_ENDPOINT_URL', 'EDGE_PORT', 'LOCALSTACK_HOSTNAME'];
const againstHostFiles = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];

test('gives a function AWS’s variables, LocalStack’s endpoint, its own, and none of the host', async () => {
  const name = await createFunction('export const handler = async () => process.env;', {
    Environment: { Variables: { OWN: 'value' } },
    MemorySize: 192,
  });

  const { value } = await invoke(name);

  const variables = value as Record<string, string>;
  expect(Object.keys(variables).sort()).toEqual([...fromAws, ...fromLocalstack, ...againstHostFiles, 'OWN'].sort());
  expect(variables).toMatchObject({
    AWS_ENDPOINT_URL: connections().localstack.endpoint,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '192',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_REGION: 'us-east-1',
    OWN: 'value',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: ':UTC',
    _HANDLER: 'index.handler',
  });
});

test('passes on no variable of LocalStack’s process, nor its credentials', async () => {
  const secret = 'of the developer';
  const own = await startLocalstack({ CANARY: secret, AWS_ACCESS_KEY_ID: secret, NODE_OPTIONS: '--no-warnings' });
  const client = new LambdaClient(own.clientSettings);
  try {
    const { value } = await invoke(
      await deployFunction(client, 'export const handler = async () => process.env;'),
      {},
      client,
    );

    expect(value).toMatchObject({ AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' });
    expect(value).not.toHaveProperty('NODE_OPTIONS');
    expect(JSON.stringify(value)).not.toContain(secret);
  } finally {
    await own.stop();
  }
});

test('lets a function reach this LocalStack at the endpoint that it is given', async () => {
  // Not fetch: that refuses some ports that LocalStack may have.
  const name = await createFunction(`import { get } from 'node:http';
    export const handler = async () => new Promise((done, failed) => {
      get(process.env.AWS_ENDPOINT_URL + '/_localstack/health', (answer) => {
        answer.resume();
        done(answer.statusCode);
      }).on('error', failed); });`);

  const { value } = await invoke(name);

  expect(value).toBe(200);
});

test('runs in UTC, in the folder of the function’s code', async () => {
  const name = await createFunction(`export const handler = async () => ({
    offset: new Date().getTimezoneOffset(), here: process.cwd() === process.env.LAMBDA_TASK_ROOT });`);

  const { value } = await invoke(name);

  expect(value).toEqual({ offset: 0, here: true });
});
