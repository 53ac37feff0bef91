// What the platform answers and logs for errors.
import { types } from 'node:util';

export class RuntimeError extends Error {
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

export function answerForError(error) {
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

/** The error with all its properties, on one line. */
export function errorLine(error) {
  try {
    return JSON.stringify(error, withHiddenProperties);
  } catch {
    return answerForError(error);
  }
}
