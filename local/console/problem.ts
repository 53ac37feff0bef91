import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What a request ends with instead of an answer, and what whoever reads it can do. */
export class ConsoleProblem extends Error {
  override readonly name = 'ConsoleProblem';
  readonly status: ContentfulStatusCode;
  readonly remedy: string;

  constructor(status: ContentfulStatusCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.remedy = remedy;
  }
}

/** In words, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** A part of the pipeline does not answer. */
export function away(what: string, cause: unknown): ConsoleProblem {
  const remedy = 'npm run status says what runs; npm start starts and deploys what is missing.';
  return new ConsoleProblem(503, `${what} does not answer: ${reasonOf(cause)}`, remedy, { cause });
}

/** Its first line; fetch says only that it failed, and why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'fetch failed' && error.cause !== undefined) return reasonOf(error.cause);
  return error.message.split('\n')[0] || (error as NodeJS.ErrnoException).code || error.name;
}

/** A value of the request that cannot be used. */
export function unusable(message: string): ConsoleProblem {
  return new ConsoleProblem(400, message, 'Change the value and try again.');
}

export function unknown(what: string): ConsoleProblem {
  return new ConsoleProblem(404, `${what} is not there.`, 'It may be gone meanwhile: go back to the list.');
}
