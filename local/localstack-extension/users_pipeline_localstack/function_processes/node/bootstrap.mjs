// Runs a Node function as AWS's nodejs runtimes do: loads the handler, then takes invocations from the Runtime API.
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, types } from 'node:util';

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':');
const nodeMajor = Number.parseInt(process.versions.node, 10);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const require = createRequire(join(LAMBDA_TASK_ROOT, 'handler-loader.js'));
const requestIdKey = Symbol.for('aws.lambda.runtime.requestId');

// --- Runtime API ---------------------------------------------------------------------------------------------------

function callApi(method, path, body) {
  return new Promise((done, failed) => {
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const call = request({ host, port, agent, method, path: `/2018-06-01/runtime/${path}`, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => done({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', failed);
    call.end(body);
  });
}

// LocalStack is gone, or stops this environment.
const leave = () => process.exit(0);

// --- Errors --------------------------------------------------------------------------------------------------------

class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
    // Again, for the trace to begin with the name.
    Error.captureStackTrace(this);
  }
}

function describeError(error) {
  const looksLikeError = [error?.name, error?.message, error?.stack].every((part) => part && typeof part === 'string');
  if (types.isNativeError(error) || looksLikeError) {
    return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function answerForError(error) {
  try {
    return JSON.stringify(describeError(error));
  } catch {
    return JSON.stringify({ errorType: 'handled', errorMessage: 'The error could not be serialised.', trace: [] });
  }
}

function withHiddenProperties(_key, value) {
  if (!(value instanceof Error)) return value;
  const shown = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
  return typeof value.stack === 'string' ? { ...shown, stack: value.stack.split('\n') } : shown;
}

function logError(what, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(thrown);
  if (logsAreJson) return console.error(error);
  let text;
  try {
    text = JSON.stringify(error, withHiddenProperties);
  } catch {
    text = answerForError(error);
  }
  console.error(what, `\t${text}`);
}

// --- Logs ----------------------------------------------------------------------------------------------------------

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const logsAreJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';

function textLine(level, values) {
  return `${new Date().toISOString()}\t${globalThis[requestIdKey]}\t${level}\t${format(...values)}`;
}

function errorAsJson(_key, value) {
  if (!(value instanceof Error)) return value;
  return {
    errorType: value.constructor.name,
    errorMessage: value.message,
    stackTrace: value.stack?.split('\n'),
    ...value,
  };
}

function jsonLine(level, values) {
  const line = { timestamp: new Date().toISOString(), level, requestId: globalThis[requestIdKey] };
  if (values.length !== 1) return JSON.stringify({ ...line, message: format(...values), ...errorAmong(values) });
  try {
    return JSON.stringify({ ...line, message: values[0] }, errorAsJson);
  } catch {
    return JSON.stringify({ ...line, message: format(values[0]) });
  }
}

function errorAmong(values) {
  const error = values.find((value) => value instanceof Error);
  return (
    error && { errorType: error.constructor.name, errorMessage: error.message, stackTrace: error.stack?.split('\n') }
  );
}

/** One event is one line: line breaks inside it become carriage returns, as AWS writes them. */
function patchConsole() {
  // What is written before the answer has to be in the log of that invocation, however much it is.
  for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true);
  const lowest = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()));
  const toLine = logsAreJson ? jsonLine : textLine;
  levels.forEach((level, priority) => {
    const write = (...values) => process.stdout.write(`${toLine(level, values).replaceAll('\n', '\r')}\n`);
    console[level.toLowerCase()] = priority >= lowest ? write : () => {};
  });
  console.log = console.info;
}

// --- The handler ---------------------------------------------------------------------------------------------------

/** `type` of the nearest package.json decides what a .js file is; node_modules ends the search. */
function isModuleFolder(folder) {
  if (basename(folder) === 'node_modules') return false;
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    try {
      return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    } catch (error) {
      console.warn(`${manifest} cannot be read, it does not decide about ES modules.`, error);
      return false;
    }
  }
  const parent = dirname(folder);
  return parent !== folder && isModuleFolder(parent);
}

async function loadModule(path, name) {
  const asModule = isModuleFolder(dirname(path));
  const extensions = ['', '.js', '.mjs', '.cjs', ...(nodeMajor >= 24 ? ['.ts', '.mts', '.cts'] : [])];
  const extension = extensions.find((candidate) => existsSync(path + candidate));
  if (extension === undefined) return require(require.resolve(name, { paths: [LAMBDA_TASK_ROOT, dirname(path)] }));
  const imported = /^\.m/.test(extension) || (asModule && /^\.[jt]s$/.test(extension));
  return imported ? import(pathToFileURL(path + extension).href) : require(path + extension);
}

async function loadHandler(specification) {
  if (specification.includes('..')) {
    const rule = 'Use absolute paths when specifying root directories in handler names.';
    throw new RuntimeError('MalformedHandlerName', `'${specification}' is not a valid handler name. ${rule}`);
  }
  const [, name, property] = /^([^.]*)\.(.*)$/.exec(basename(specification)) ?? [];
  if (!property) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(resolve(LAMBDA_TASK_ROOT, dirname(specification), name), name).catch((error) => {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', error);
    throw error;
  });
  const handler = property.split('.').reduce((value, key) => value?.[key], module);
  if (!handler) throw new RuntimeError('HandlerNotFound', `${specification} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${specification} is not a function`);
  if (nodeMajor >= 24 && handler.length >= 3) {
    const message = 'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.';
    throw new RuntimeError('CallbackHandlerDeprecated', `ERROR: ${message}`);
  }
  return handler;
}

// --- Invocations ---------------------------------------------------------------------------------------------------

let whenIdle = () => {};
process.on('beforeExit', () => {
  const listener = whenIdle;
  whenIdle = () => {};
  listener();
});

const postInitError = (error) => callApi('POST', 'init/error', answerForError(error));
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
  const { headers, body } = await callApi('GET', 'invocation/next').catch(leave);
  const requestId = headers['lambda-runtime-aws-request-id'];
  globalThis[requestIdKey] = requestId;
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  const postError = (error) => callApi('POST', `invocation/${requestId}/error`, answerForError(error));
  reportUncaught = postError;
  try {
    const result = await runHandler(handler, JSON.parse(body), readContext(headers));
    await callApi('POST', `invocation/${requestId}/response`, serialise(result));
  } catch (error) {
    logError('Invoke Error', error);
    await postError(error);
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
  const handler = await loadHandler(_HANDLER).catch(async (error) => {
    logError('Uncaught Exception', error);
    await postInitError(error).catch(leave);
    process.exit(129);
  });
  for (;;) await handleNext(handler);
}

run();
