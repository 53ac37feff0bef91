import { LambdaClient, type Runtime } from '@aws-sdk/client-lambda';
import { findEvery, java } from '../../../../local/install/requirements.ts';
import { deployFunction } from '../../../support/functions/functions.ts';
import { zipArchive } from '../../../support/functions/zip-archive.ts';
import { compileJava } from './compile-java.ts';
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

/** A Java of the machine's for which AWS has a runtime: the stack itself needs one from 17 to 23. */
const found = (await findEvery(java)).map(({ path, version }) => ({ path, major: version.split('.')[0] ?? '' }));
const { path: program, major } = found.find((one) => ['17', '21'].includes(one.major)) ?? { path: 'java', major: '17' };
const settings = { Runtime: `java${major}` as Runtime, Timeout: 15, MemorySize: 256 };

const source = `package users;
import com.amazonaws.services.lambda.runtime.*;
import java.util.*;
public class Functions implements RequestHandler<Map<String, Object>, String> {
  static int count = 0;
  public String handleRequest(Map<String, Object> event, Context context) { return "by the interface"; }
  public Map<String, Object> describe(Map<String, Object> event, Context context) {
    return Map.of("event", event, "id", context.getAwsRequestId(), "left", context.getRemainingTimeInMillis(),
      "memory", context.getMemoryLimitInMB(), "arn", context.getInvokedFunctionArn(),
      "name", context.getFunctionName(), "version", context.getFunctionVersion());
  }
  public int count(Map<String, Object> event) {
    if (event.containsKey("exit")) System.exit(3);
    return ++count;
  }
  public void print(Map<String, Object> event, Context context) {
    System.out.println("printed");
    System.err.println("to stderr");
    context.getLogger().log("logged\\n");
  }
  public void fail(Map<String, Object> event) { throw new IllegalArgumentException("no such user"); }
  public int use(Map<String, Object> event) throws InterruptedException {
    if (event.containsKey("sleep")) Thread.sleep(60_000);
    return new byte[(Integer) event.get("bytes")].length;
  }
  public Map<String, String> environment() { return System.getenv(); }
  public String library() throws ReflectiveOperationException {
    return (String) Class.forName("names.Greeting").getMethod("greet").invoke(null);
  }
}`;

let classes: Record<string, Uint8Array>;
beforeAll(async () => {
  classes = await compileJava(program, 'Functions', source);
}, 60_000);
afterAll(deleteFunctions);

const create = (method: string, more: object = {}, files: Record<string, Uint8Array> = {}) =>
  createFunction({ ...classes, ...files }, { ...settings, Handler: `users.Functions::${method}`, ...more });

test('gives a Java function its event and context, and takes its answer', async () => {
  const name = await create('describe');

  const { value, log, functionError } = await invoke(name, { users: ['Ünal', 2.5, null] });

  const { left, id, ...rest } = value as Record<string, unknown>;
  expect(functionError).toBeUndefined();
  expect(rest).toEqual({
    event: { users: ['Ünal', 2.5, null] },
    memory: 256,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    name,
    version: '$LATEST',
  });
  expect(left).toBeGreaterThan(12_000);
  expect(left).toBeLessThanOrEqual(15_000);
  expect(log[0]).toMatch(new RegExp(`^INIT_START Runtime Version: java:${major}\\.v${major}\\.`));
  expect(log[1]).toBe(`START RequestId: ${id} Version: $LATEST`);
});

test('runs a handler that is named by its class alone', async () => {
  const name = await createFunction(classes, { ...settings, Handler: 'users.Functions' });

  expect((await invoke(name)).value).toBe('by the interface');
});

test('finds the jars that the function brings', async () => {
  const greeting = 'package names; public class Greeting { public static String greet() { return "from the jar"; } }';
  const jar = zipArchive(await compileJava(program, 'Greeting', greeting));
  const name = await create('library', {}, { 'lib/greeting.jar': jar });

  expect((await invoke(name)).value).toBe('from the jar');
});

test('keeps what a class holds between invocations, and starts anew after the process has ended', async () => {
  const name = await create('count');

  expect(await answersAroundExit(name)).toEqual([1, 2, exited(3), 1]);
});

test('puts what a Java function prints and logs into the log of the invocation', async () => {
  const { log } = await invoke(await create('print'));

  expect(log.slice(2, -2)).toEqual(['printed', 'to stderr', 'logged']);
});

test('answers an exception with its type, message and trace', async () => {
  const { value, functionError, log } = await invoke(await create('fail'));

  expect(functionError).toBe('Unhandled');
  expect(value).toMatchObject({
    errorType: 'java.lang.IllegalArgumentException',
    errorMessage: 'no such user',
    stackTrace: expect.arrayContaining([expect.stringMatching(/^users\.Functions\.fail\(/)]),
  });
  expect(log).toContain('no such user: java.lang.IllegalArgumentException');
});

test.each([
  ['a class that is not there', 'users.Others::count', 'Class not found: users.Others'],
  ['no such method', 'users.Functions::other', 'No public method named other'],
])('answers %s at every invocation', async (_what, Handler, message) => {
  const name = await createFunction(classes, { ...settings, Handler });

  const answers = [await invoke(name), await invoke(name)];

  for (const { value, functionError, log } of answers) {
    expect(functionError).toBe('Unhandled');
    expect((value as ErrorPayload).errorMessage).toContain(message);
    expect(log.join('\n')).toContain(message);
  }
});

test('ends a Java function at its timeout, and gives its heap most of the function’s memory', async () => {
  const name = await create('use', { Timeout: 3 });

  const late = await invoke(name, { sleep: true, bytes: 0 });
  const large = await invoke(name, { bytes: 300 * 1_048_576 });
  const next = await invoke(name, { bytes: 100 * 1_048_576 });

  expect(late.value).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(large.value).toMatchObject({ errorType: 'java.lang.OutOfMemoryError', errorMessage: 'Java heap space' });
  expect(next.value).toBe(100 * 1_048_576);
  expect(Number.parseInt(report(next.log)['Max Memory Used'] ?? '', 10)).toBeLessThan(256);
});

test('gives a Java function its own variables and none of the host', async () => {
  const { value } = await invoke(await create('environment', { Environment: { Variables: { OWN: 'value' } } }));

  const names = Object.keys(value as object);
  expect(value).toMatchObject({ AWS_EXECUTION_ENV: `AWS_Lambda_java${major}`, OWN: 'value', TZ: ':UTC' });
  expect(names.filter((name) => /^(HOME|NODE_PATH|PYTHONPATH|LAMBDA_JAVA_.*)$/.test(name))).toEqual([]);
});

test('names what a Java function lacks and the remedy', async () => {
  const own = await startLocalstack({ LAMBDA_JAVA_11: '', LAMBDA_JAVA_25: program, LAMBDA_JAVA_RIC: '' });
  const client = new LambdaClient(own.clientSettings);
  const ask = async (runtime: Runtime) => {
    const name = await deployFunction(client, classes, { ...settings, Handler: 'users.Functions', Runtime: runtime });
    return ((await invoke(name, {}, client)).value as ErrorPayload).errorMessage;
  };
  try {
    expect(await ask('java11')).toMatch(
      /java11 needs Java 11, and LAMBDA_JAVA_11 is not set. Set LAMBDA_JAVA_11 to the path of the java binary/,
    );
    expect(await ask('java25')).toMatch(
      new RegExp(`java25 needs Java 25, but LAMBDA_JAVA_25=${program} is Java ${major}\\S+ Set LAMBDA_JAVA_25`),
    );
    expect(await ask(settings.Runtime)).toMatch(
      /needs AWS's runtime interface client for Java, and LAMBDA_JAVA_RIC is not set. Set LAMBDA_JAVA_RIC to a folder/,
    );
  } finally {
    await own.stop();
  }
});
