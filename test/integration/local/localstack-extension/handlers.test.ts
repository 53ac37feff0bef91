import { createFunction, deleteFunctions, invoke } from './test-function.ts';

afterAll(deleteFunctions);

test('runs the major version of Node that the runtime names', async () => {
  const name = await createFunction('export const handler = async () => process.version;');

  const { value } = await invoke(name);

  expect(value).toMatch(/^v22\./);
});

test.each([
  ['an ES module', 'index.handler', { 'index.mjs': 'export const handler = async () => "here";' }],
  ['a CommonJS module', 'index.handler', { 'index.js': 'exports.handler = async () => "here";' }],
  ['a .cjs module', 'index.handler', { 'index.cjs': 'exports.handler = async () => "here";' }],
  [
    'a .js file that its package.json makes an ES module',
    'index.handler',
    { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async () => "here";' },
  ],
  [
    'a handler in a folder',
    'src/deep/index.handler',
    { 'src/deep/index.mjs': 'export const handler = async () => "here";' },
  ],
  ['a nested export', 'index.api.run', { 'index.mjs': 'export const api = { run: async () => "here" };' }],
  [
    'a callback',
    'index.handler',
    { 'index.mjs': 'export const handler = (event, context, done) => { done(null, "here"); };' },
  ],
  [
    'context.succeed',
    'index.handler',
    { 'index.mjs': 'export const handler = (event, context) => context.succeed("here");' },
  ],
])('takes %s', async (_what, Handler, files) => {
  const name = await createFunction(files, { Handler });

  const answers = [await invoke(name), await invoke(name)];

  expect(answers.map(({ value }) => value)).toEqual(['here', 'here']);
});

test('refuses an ES module that only its syntax tells, as AWS does for nodejs22.x', async () => {
  const name = await createFunction({ 'index.js': 'export const handler = async () => 1;' });

  const { value } = await invoke(name);

  expect(value).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
});

test('waits for the event loop to be empty after a callback, unless told not to', async () => {
  const code = `let ended = 0;
    export const handler = (event, context, done) => {
      context.callbackWaitsForEmptyEventLoop = event.wait;
      const before = ended;
      setTimeout(() => { ended += 1; }, 300);
      done(null, before);
      if (event.wait) setTimeout(() => {}, 1);
    };`;
  const name = await createFunction(code);

  const began = performance.now();
  await invoke(name, { wait: true });
  const waitedMs = performance.now() - began;
  const { value } = await invoke(name, { wait: false });

  expect(waitedMs).toBeGreaterThan(300);
  expect(value).toBe(1);
});

test('gives the handler AWS’s context', async () => {
  const name = await createFunction(
    `export const handler = async (event, context) => ({
      ...context, remainingMs: context.getRemainingTimeInMillis(), callbackWaitsForEmptyEventLoop: undefined });`,
    { Timeout: 7, MemorySize: 256 },
  );

  const { value } = await invoke(name);

  const context = value as { remainingMs: number };
  expect(context).toMatchObject({
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: '256',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    logGroupName: `/aws/lambda/${name}`,
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(context.remainingMs).toBeGreaterThan(5000);
  expect(context.remainingMs).toBeLessThanOrEqual(7000);
});
