// The console as AWS's runtimes have it: each call is one line, as text or as JSON, with the request's id.
import { format } from 'node:util';
import { errorLine } from './errors.mjs';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const isJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
const requestIdKey = Symbol.for('aws.lambda.runtime.requestId');

export function setRequestId(requestId) {
  globalThis[requestIdKey] = requestId;
}

/** Line breaks inside an event become carriage returns, as AWS writes them. */
export function patchConsole() {
  // What is written before the answer has to be in the log of that invocation, however much it is.
  for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true);
  const lowest = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()));
  const toLine = isJson ? jsonLine : textLine;
  levels.forEach((level, priority) => {
    const write = (...values) => process.stdout.write(`${toLine(level, values).replaceAll('\n', '\r')}\n`);
    console[level.toLowerCase()] = priority >= lowest ? write : () => {};
  });
  console.log = console.info;
}

/** Logs an error that ends an invocation or the process. */
export function logError(what, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(thrown);
  if (isJson) console.error(error);
  else console.error(what, `\t${errorLine(error)}`);
}

function textLine(level, values) {
  return `${new Date().toISOString()}\t${globalThis[requestIdKey]}\t${level}\t${format(...values)}`;
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
  return error && errorFields(error);
}

function errorAsJson(_key, value) {
  return value instanceof Error ? { ...errorFields(value), ...value } : value;
}

function errorFields(error) {
  return { errorType: error.constructor.name, errorMessage: error.message, stackTrace: error.stack?.split('\n') };
}
