import { LambdaClient } from '@aws-sdk/client-lambda';
import { deployFunction } from '../../../support/functions/functions.ts';
import { startLocalstack } from './own-localstack.ts';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

afterAll(deleteFunctions);

/** Functions that answer what kind of thing a name of the package is, or the code of the error. */
const requiring = (name: string, what = 'default') => ({
  'index.cjs': `exports.handler = async () => {
    try { return typeof require('${name}').${what}; } catch ({ code, message }) { return { code, message }; }
  };`,
});
const importing = (name: string, what = 'default') => ({
  'index.mjs': `export const handler = async () => {
    try { return typeof (await import('${name}')).${what}; } catch ({ code, message }) { return { code, message }; }
  };`,
});

test.each([
  ['require', requiring, 'MODULE_NOT_FOUND'],
  ['import', importing, 'ERR_MODULE_NOT_FOUND'],
])('does not %s packages of the folders above the function', async (_how, files, code) => {
  // This repository has both, and LocalStack's data are in a folder of it.
  const kafka = await invoke(await createFunction(files('kafkajs')));
  const inSdk = await invoke(await createFunction(files('@aws-sdk/client-that-is-not-there')));

  expect(kafka.value).toMatchObject({ code, message: expect.stringContaining('kafkajs') });
  expect(inSdk.value).toMatchObject({ code, message: expect.stringContaining('client-that-is-not-there') });
});

test('finds the packages that the function brings, before the SDK of the runtime', async () => {
  const name = await createFunction({
    'index.mjs': `import { own } from 'own';
      import { LambdaClient } from '@aws-sdk/client-lambda';
      export const handler = async () => [own, LambdaClient];`,
    'node_modules/own/package.json': '{"main":"own.js"}',
    'node_modules/own/own.js': 'exports.own = "here";',
    'node_modules/@aws-sdk/client-lambda/package.json': '{"main":"own.js"}',
    'node_modules/@aws-sdk/client-lambda/own.js': 'exports.LambdaClient = "here too";',
  });

  const { value } = await invoke(name);

  expect(value).toEqual(['here', 'here too']);
});

const callingSdk = `const { LambdaClient, GetFunctionCommand } = sdk;
  const FunctionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  const { Configuration } = await new LambdaClient().send(new GetFunctionCommand({ FunctionName }));
  return Configuration.FunctionName;`;

test.each([
  [
    'required',
    { 'index.js': `const sdk = require('@aws-sdk/client-lambda'); exports.handler = async () => { ${callingSdk} };` },
  ],
  [
    'imported',
    {
      'index.mjs': `import * as sdk from '@aws-sdk/client-lambda';
        export const handler = async () => { ${callingSdk} };`,
    },
  ],
])('brings the SDK of AWS, to be %s', async (_how, files) => {
  const name = await createFunction(files);

  const { value } = await invoke(name);

  expect(value).toBe(name);
});

test('brings the SDK wherever its folder is, and nothing else of that folder', async () => {
  // The data of this LocalStack, and so its functions, are far from the repository.
  const own = await startLocalstack();
  const client = new LambdaClient(own.clientSettings);
  const ask = async (files: Record<string, string>) =>
    (await invoke(await deployFunction(client, files), {}, client)).value;
  try {
    expect(await ask(requiring('@aws-sdk/client-lambda', 'LambdaClient'))).toBe('function');
    expect(await ask(importing('@aws-sdk/client-lambda', 'LambdaClient'))).toBe('function');
    expect(await ask(requiring('kafkajs'))).toMatchObject({ code: 'MODULE_NOT_FOUND' });
    expect(await ask(importing('kafkajs'))).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' });
  } finally {
    await own.stop();
  }
});

test('brings no SDK when it is not told of one', async () => {
  const own = await startLocalstack({ LAMBDA_NODEJS_SDK: '' });
  const client = new LambdaClient(own.clientSettings);
  try {
    const name = await deployFunction(client, requiring('@aws-sdk/client-lambda'));
    expect((await invoke(name, {}, client)).value).toMatchObject({ code: 'MODULE_NOT_FOUND' });
  } finally {
    await own.stop();
  }
});
