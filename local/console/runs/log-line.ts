import { parseJson } from '../../../lambdas/core/http-answer.ts';
import type { LogLine } from './answers.ts';

/** An event of a log group, as FilterLogEvents gives it. */
export interface LogEvent {
  readonly timestamp?: number;
  readonly message?: string;
}

/** What each line of the functions' logger has: it says nothing about the one line. */
const ofEveryLine = [
  ...['level', 'message', 'timestamp', 'service', 'cold_start', 'sampling_rate', 'xray_trace_id'],
  ...['function_arn', 'function_memory_size', 'function_name', 'function_request_id'],
];
const maximumText = 8000;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
/** As Node's runtime writes an error, or what a function gives to console: time, request, level, text, and JSON. */
const runtimeLine = /^(\S+Z)\t(\S+)\t(ERROR|WARN|INFO|DEBUG|FATAL)\t([^\t]*)(?:\t(\{.*\}))?$/s;

/** Reads a line that the functions' logger, their runtime or Lambda has written. */
export function readLogLine({ timestamp = 0, message = '' }: LogEvent): LogLine {
  const at = new Date(timestamp).toISOString();
  const json = message.startsWith('{') ? parseJson(message) : undefined;
  if (isLoggerLine(json)) return ofLogger(json, at);
  const text = message.trimEnd();
  return (
    ofRuntime(text, at) ?? {
      ...{ at, level: null, text: cut(text), fields: {}, traceId: null },
      requestId: uuid.exec(text.slice(0, 200))?.[0] ?? null,
    }
  );
}

type LoggerLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly message: string };

function isLoggerLine(value: unknown): value is LoggerLine {
  if (!isObject(value)) return false;
  return typeof value.level === 'string' && typeof value.message === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a line that is written when the function has ended, its own time is the right one. */
function ofLogger(line: LoggerLine, at: string): LogLine {
  const { timestamp, function_request_id: requestId, xray_trace_id: traceId } = line;
  const fields = Object.entries(line).filter(([name]) => !ofEveryLine.includes(name));
  return {
    at: ownTime(timestamp, at),
    level: line.level,
    text: cut(line.message),
    fields: Object.fromEntries(fields),
    requestId: typeof requestId === 'string' ? requestId : null,
    traceId: typeof traceId === 'string' ? traceId : null,
  };
}

function ofRuntime(text: string, at: string): LogLine | undefined {
  const [, time, requestId = null, level = null, words = '', json = ''] = runtimeLine.exec(text) ?? [];
  if (time === undefined) return undefined;
  const value = parseJson(json);
  const fields = isObject(value) ? value : {};
  const rest = isObject(value) ? '' : json;
  return { at: ownTime(time, at), level, text: cut(`${words.trimEnd()}${rest}`), fields, requestId, traceId: null };
}

function ownTime(text: unknown, at: string): string {
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? at : new Date(ms).toISOString();
}

function cut(text: string): string {
  if (text.length <= maximumText) return text;
  return `${text.slice(0, maximumText)} … (${text.length - maximumText} more characters)`;
}
