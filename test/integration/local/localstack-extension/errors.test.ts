import { createFunction, deleteFunctions, invoke, invokeFailing } from './test-function.ts';

afterAll(deleteFunctions);

const requestId = '[0-9a-f-]{36}';

test('answers an error that the handler throws with its type, message and trace', async () => {
  const { error, log } = await invokeFailing(
    'export const handler = async () => { throw new RangeError("too far"); };',
  );

  expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
  expect(error.trace?.[0]).toBe('RangeError: too far');
  expect(log.some((line) => line.includes('\tERROR\tInvoke Error \t{"errorType":"RangeError"'))).toBe(true);
});

test('answers a promise that is rejected with something that is no error', async () => {
  const { error } = await invokeFailing('export const handler = () => Promise.reject("no");');

  expect(error).toEqual({ errorType: 'string', errorMessage: 'no', trace: [] });
});

test('answers a rejection that nothing handles, and works again afterwards', async () => {
  const name = await createFunction(`export const handler = async (event) => {
    if (event.reject) { Promise.reject(new Error('forgotten')); await new Promise((done) => setTimeout(done, 1000)); }
    return 'well';
  };`);

  const rejected = await invoke(name, { reject: true });
  const next = await invoke(name);

  expect(rejected.value).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: forgotten',
  });
  expect(next.value).toBe('well');
});

test('answers an exception that nothing catches', async () => {
  const { error, log } = await invokeFailing(`export const handler = async () => {
    setTimeout(() => { throw new TypeError('later'); }, 10);
    await new Promise((done) => setTimeout(done, 1000)); };`);

  expect(error).toMatchObject({ errorType: 'TypeError', errorMessage: 'later' });
  expect(log.some((line) => line.includes('\tERROR\tUncaught Exception \t{"errorType":"TypeError"'))).toBe(true);
});

test.each([
  [
    'a syntax error',
    { 'index.mjs': 'export const handler = (' },
    'Runtime.UserCodeSyntaxError',
    /^SyntaxError: Unexpected end of input/,
  ],
  [
    'no such export',
    { 'index.mjs': 'export const other = 1;' },
    'Runtime.HandlerNotFound',
    /^index.handler is undefined or not exported$/,
  ],
  [
    'an export that is no function',
    { 'index.mjs': 'export const handler = 1;' },
    'Runtime.HandlerNotFound',
    /^index.handler is not a function$/,
  ],
  ['no such file', { 'other.mjs': '' }, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'/],
  [
    'a module that is missing',
    { 'index.js': 'require("missing-module"); exports.handler = async () => 1;' },
    'Runtime.ImportModuleError',
    /^Error: Cannot find module 'missing-module'/,
  ],
  ['an error while the module loads', { 'index.mjs': 'throw new TypeError("at start");' }, 'TypeError', /^at start$/],
])('answers %s as AWS does, at every invocation', async (_what, files, errorType, message) => {
  const name = await createFunction(files);

  const answers = [await invoke(name), await invoke(name)];

  for (const { value, functionError, log } of answers) {
    expect(functionError).toBe('Unhandled');
    expect(value).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    expect(log.some((line) => line.includes('\tERROR\tUncaught Exception \t'))).toBe(true);
    expect(log.at(-1)).toMatch(new RegExp(`\tStatus: error\tError Type: ${errorType}$`));
  }
});

test('answers a process that exits, and starts a fresh one for the next invocation', async () => {
  const name = await createFunction(`let count = 0;
    export const handler = async (event) => { count += 1; if (event.exit !== undefined) process.exit(event.exit); return count; };`);

  const first = await invoke(name);
  const exited = await invoke(name, { exit: 1 });
  const exitedWell = await invoke(name, { exit: 0 });
  const next = await invoke(name);

  expect(first.value).toBe(1);
  expect(exited.value).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(`^RequestId: ${requestId} Error: Runtime exited with error: exit status 1$`),
  });
  expect(exitedWell.value).toMatchObject({
    errorMessage: expect.stringMatching(/Error: Runtime exited without providing a reason$/),
  });
  expect(next.value).toBe(1);
});

test('answers a result that JSON cannot say', async () => {
  const { error } = await invokeFailing('export const handler = async () => { const a = {}; a.a = a; return a; };');

  expect(error).toMatchObject({ errorType: 'Error', errorMessage: 'Unable to stringify response body' });
});

test.each([
  ['nodejs24.x', /Runtime nodejs24.x needs Node 24, and LAMBDA_NODEJS_24 is not set. Set LAMBDA_NODEJS_24 to the path/],
  [
    'ruby3.4',
    /Runtime ruby3.4 is not supported by the process executor. Use one of: nodejs\*\.x, python3\.\*, java\*, /,
  ],
] as const)('names the runtime %s and the remedy when it cannot run here', async (Runtime, message) => {
  const { error, log } = await invokeFailing('export const handler = async () => 1;', { Runtime });

  expect(error).toMatchObject({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringMatching(message),
  });
  expect(log.some((line) => message.test(line))).toBe(true);
});
