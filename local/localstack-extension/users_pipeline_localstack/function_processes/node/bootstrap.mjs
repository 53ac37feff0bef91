// Runs a Node function as AWS's nodejs runtimes do: loads the handler, then takes invocations from the Runtime API.
import { logError, patchConsole, setRequestId } from './console.mjs';
import { sendCustomResourceResponsesTo } from './custom-resource-responses.mjs';
import { RuntimeError } from './errors.mjs';
import { hideHostPackages } from './host-packages.mjs';
import { loadHandler } from './load-handler.mjs';
import { nextInvocation, postError, postInitError, postResponse } from './runtime-api.mjs';

const { _HANDLER, EDGE_PORT, LAMBDA_TASK_ROOT, LOCALSTACK_HOSTNAME } = process.env;
const [, , sdkFolder] = process.argv;

// LocalStack is gone, or stops this environment.
const leave = () => process.exit(0);

let whenIdle = () => {};
process.on('beforeExit', () => {
  const listener = whenIdle;
  whenIdle = () => {};
  listener();
});

/** Reports an error that nothing caught, to whoever waits at the moment. */
let reportUncaught = postInitError;
process.on('uncaughtException', (error) => {
  logError('Uncaught Exception', error);
  reportUncaught(error).then(() => process.exit(129), leave);
});
process.on('unhandledRejection', (reason, promise) => {
  const error = Object.assign(new RuntimeError('UnhandledPromiseRejection', reason), { reason, promise });
  logError('Unhandled Promise Rejection', error);
  reportUncaught(error).then(() => process.exit(128), leave);
});

function readContext(headers) {
  const { env } = process;
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}

/**
 * Calls the handler until it has an answer: by its promise, its callback, context.succeed/fail/done, or because nothing
 * is left to do. `undefined` is answered as null.
 */
function runHandler(handler, event, context) {
  return new Promise((succeed, fail) => {
    const settle = (error, result) => (error === undefined || error === null ? succeed(result) : fail(error));
    whenIdle = () => {
      if (handler.constructor.name !== 'AsyncFunction') return succeed(null);
      return fail(new RuntimeError('NodeJsExit', 'The function ended before its promise was settled.'));
    };
    const callback = (error, result) => {
      const mayWait = context.callbackWaitsForEmptyEventLoop && (error === undefined || error === null);
      if (mayWait) whenIdle = () => succeed(result);
      else settle(error, result);
    };
    Object.assign(context, { succeed, fail: (error) => fail(error ?? 'handled'), done: settle });
    const result = handler(event, context, callback);
    if (typeof result?.then === 'function') result.then(succeed, context.fail);
  }).finally(() => {
    whenIdle = () => {};
  });
}

async function handleNext(handler) {
  const { headers, body } = await nextInvocation().catch(leave);
  const requestId = headers['lambda-runtime-aws-request-id'];
  setRequestId(requestId);
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  reportUncaught = (error) => postError(requestId, error);
  try {
    const result = await runHandler(handler, JSON.parse(body), readContext(headers));
    await postResponse(requestId, serialise(result));
  } catch (error) {
    logError('Invoke Error', error);
    await postError(requestId, error);
  }
}

function serialise(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

async function run() {
  patchConsole();
  hideHostPackages(LAMBDA_TASK_ROOT, sdkFolder);
  sendCustomResourceResponsesTo(LOCALSTACK_HOSTNAME, EDGE_PORT);
  const handler = await loadHandler(_HANDLER).catch(async (error) => {
    logError('Uncaught Exception', error);
    await postInitError(error).catch(leave);
    process.exit(129);
  });
  for (;;) await handleNext(handler);
}

run();
