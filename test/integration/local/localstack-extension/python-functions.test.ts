import { LambdaClient } from '@aws-sdk/client-lambda';
import { findProgram, python } from '../../../../local/install/requirements.ts';
import { deployFunction } from '../../../support/functions/functions.ts';
import { startLocalstack } from './own-localstack.ts';
import {
  answersAroundExit,
  createFunction,
  deleteFunctions,
  type ErrorPayload,
  exited,
  invoke,
  report,
} from './test-function.ts';

afterAll(deleteFunctions);

/** A Python that this machine has for sure: LocalStack runs in one. */
const { path: program, version } = await findProgram(python);
const minor = version.startsWith('3.13.') ? 13 : 12;
const variable = `LAMBDA_PYTHON_3_${minor}`;
const Runtime = `python3.${minor}` as const;
const settings = { Runtime, Handler: 'app.handler' };

const create = (code: string, more: object = {}) => createFunction({ 'app.py': code }, { ...settings, ...more });

test('gives a Python function its event and context, and takes its answer', async () => {
  const name = await create(
    `def handler(event, context):
    return {"event": event, "id": context.aws_request_id, "left": context.get_remaining_time_in_millis(),
            "memory": context.memory_limit_in_mb, "arn": context.invoked_function_arn,
            "name": context.function_name, "version": context.function_version}`,
    { Timeout: 10, MemorySize: 192 },
  );

  const { value, log, functionError } = await invoke(name, { users: ['Ünal', 2.5, null] });

  const { left, id, ...rest } = value as Record<string, unknown>;
  expect(functionError).toBeUndefined();
  expect(rest).toEqual({
    event: { users: ['Ünal', 2.5, null] },
    memory: '192',
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    name,
    version: '$LATEST',
  });
  expect(left).toBeGreaterThan(8000);
  expect(left).toBeLessThanOrEqual(10_000);
  expect(log[0]).toBe(`INIT_START Runtime Version: python:3.${minor}.v${version}`);
  expect(log[1]).toBe(`START RequestId: ${id} Version: $LATEST`);
});

test('keeps what a module holds between invocations, and starts anew after the process has ended', async () => {
  const name = await create(`import os
count = 0
def handler(event, context):
    global count
    count += 1
    if event.get("exit"): os._exit(3)
    return count`);

  expect(await answersAroundExit(name)).toEqual([1, 2, exited(3), 1]);
});

test('puts what a Python function prints and logs into the log of the invocation', async () => {
  const name = await create(`import logging, os, sys
def handler(event, context):
    print("printed")
    print("to stderr", file=sys.stderr)
    os.write(1, b"written\\n")
    logging.getLogger().warning("careful")`);

  const { log } = await invoke(name);

  const id = report(log)['REPORT RequestId'];
  const output = log.slice(2, -2);
  expect(output.slice(0, 3)).toEqual(['printed', 'to stderr', 'written']);
  expect(output[3]).toMatch(new RegExp(`^\\[WARNING\\]\t[^\t]+Z\t${id}\tcareful$`));
  expect(output).toHaveLength(4);
});

test('logs in JSON when the function says so', async () => {
  const LoggingConfig = { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' };
  const code = 'import logging\ndef handler(event, context):\n    logging.getLogger().info("in JSON")';
  const name = await create(code, { LoggingConfig });

  const { log } = await invoke(name);

  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'INFO', message: 'in JSON' }));
});

test('answers an exception with its type, message and trace', async () => {
  const name = await create('def handler(event, context):\n    raise LookupError("no such user")');

  const { value, functionError, log } = await invoke(name);

  expect(functionError).toBe('Unhandled');
  expect(value).toEqual({
    errorType: 'LookupError',
    errorMessage: 'no such user',
    requestId: report(log)['REPORT RequestId'],
    stackTrace: [expect.stringMatching(/^ {2}File ".*app\.py", line 2, in handler\n {4}raise LookupError/)],
  });
  expect(log.some((line) => line.startsWith('[ERROR] LookupError: no such user\rTraceback'))).toBe(true);
});

test('answers an exception whose trace is too long for a usual HTTP header, and stays', async () => {
  const name = await create(`import os
def deep(n):
    return deep(n + 1)
def handler(event, context):
    return os.getpid() if event.get("well") else deep(0)`);

  const before = await invoke(name, { well: true });
  const { value } = await invoke(name);
  const after = await invoke(name, { well: true });

  expect(value).toMatchObject({ errorType: 'RecursionError' });
  expect(after.value).toBe(before.value);
});

test.each([
  ['a module that is not there', { 'other.py': '' }, 'ImportModuleError', /^Unable to import module 'app': No module/],
  [
    'a package that is not there',
    { 'app.py': 'import localstack' },
    'ImportModuleError',
    /No module named 'localstack'/,
  ],
  ['no such function', { 'app.py': 'other = 1' }, 'HandlerNotFound', /^Handler 'handler' missing on module 'app'$/],
  ['a syntax error', { 'app.py': 'def handler(' }, 'UserCodeSyntaxError', /^Syntax error in module 'app'/],
])('answers %s as AWS does, at every invocation', async (_what, files: Record<string, string>, errorType, message) => {
  const name = await createFunction(files, settings);

  const answers = [await invoke(name), await invoke(name)];

  for (const { value, functionError, log } of answers) {
    expect(functionError).toBe('Unhandled');
    expect(value).toMatchObject({ errorType: `Runtime.${errorType}`, errorMessage: expect.stringMatching(message) });
    expect(log.at(-1)).toMatch(new RegExp(`\tStatus: error\tError Type: Runtime.${errorType}$`));
  }
});

test('ends a Python function at its timeout, and when it uses more memory than it has', async () => {
  const name = await create(
    `import time
def handler(event, context):
    if event.get("sleep"): time.sleep(60)
    return len(bytearray(event.get("bytes", 0)))`,
    { Timeout: 2, MemorySize: 128 },
  );

  const late = await invoke(name, { sleep: true });
  const large = await invoke(name, { bytes: 400 * 1_048_576 });
  const next = await invoke(name, { bytes: 1000 });

  expect(late.value).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(late.log.at(-1)).toMatch(/\tStatus: timeout$/);
  expect(large.value).toMatchObject({ errorMessage: expect.stringMatching(/signal: killed$/) });
  expect(next.value).toBe(1000);
});

test('finds the packages that the function brings first, then those of AWS’s runtime, and none of the host', async () => {
  const name = await createFunction(
    {
      'app.py': `import os, sys
import own, s3transfer
def handler(event, context):
    return [own.where, s3transfer.where, sorted(set(os.environ)), "site-packages" in "".join(sys.path[:-1])]`,
      'own/__init__.py': 'where = "here"',
      's3transfer.py': 'where = "here too"',
    },
    { ...settings, Environment: { Variables: { OWN: 'value' } } },
  );

  const [own, instead, variables, isOther] = (await invoke(name)).value as [string, string, string[], boolean];

  expect([own, instead, isOther]).toEqual(['here', 'here too', false]);
  expect(variables).toEqual(expect.arrayContaining(['AWS_EXECUTION_ENV', 'LAMBDA_TASK_ROOT', 'OWN', 'PYTHONPATH']));
  expect(variables).not.toEqual(expect.arrayContaining(['NODE_PATH']));
  expect(variables).not.toEqual(expect.arrayContaining(['HOME']));
  expect(variables).not.toEqual(expect.arrayContaining(['LAMBDA_PYTHON_3_12']));
});

test('brings boto3, which reaches this LocalStack', async () => {
  const code = `import boto3, os
def handler(event, context):
    answer = boto3.client("lambda").get_function(FunctionName=os.environ["AWS_LAMBDA_FUNCTION_NAME"])
    return answer["Configuration"]["Runtime"]`;
  const name = await create(code, { Timeout: 30, MemorySize: 256 });

  const { value } = await invoke(name);

  expect(value).toBe(Runtime);
});

test('names what a Python function lacks and the remedy', async () => {
  const other = minor === 13 ? 12 : 13;
  const own = await startLocalstack({
    [variable]: program,
    [`LAMBDA_PYTHON_3_${other}`]: '',
    LAMBDA_PYTHON_3_14: program,
  });
  const client = new LambdaClient(own.clientSettings);
  const ask = async (Runtime: 'python3.12' | 'python3.13' | 'python3.14') => {
    const files = { 'app.py': 'def handler(event, context): pass' };
    const { value } = await invoke(await deployFunction(client, files, { ...settings, Runtime }), {}, client);
    return (value as ErrorPayload).errorMessage;
  };
  try {
    expect(await ask(`python3.${minor}`)).toMatch(
      new RegExp(`No module named 'awslambdaric'. Set ${variable} to the python of a virtual environment`),
    );
    expect(await ask(`python3.${other}`)).toMatch(
      new RegExp(`needs Python 3.${other}, and LAMBDA_PYTHON_3_${other} is not set. Set LAMBDA_PYTHON_3_${other}`),
    );
    expect(await ask('python3.14')).toMatch(
      new RegExp(`needs Python 3.14, but LAMBDA_PYTHON_3_14=\\S+ is Python ${version}. Set LAMBDA_PYTHON_3_14`),
    );
  } finally {
    await own.stop();
  }
});
