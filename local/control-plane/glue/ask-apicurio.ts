import { unavailable } from './errors.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  json(): unknown;
}

interface Request {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Refusals that are an answer as well. */
  readonly expected?: readonly number[];
}

/** @throws AwsError ServiceUnavailableException when there is no answer, or another one than expected */
export type Ask = (method: string, path: string, request?: Request) => Promise<Answer>;

const timeoutMs = 15_000;

/** @param base such as http://127.0.0.1:18085/apis */
export function apicurioAt(base: string): Ask {
  return async (method, path, { body, headers = {}, expected = [] } = {}) => {
    const { status, text } = await answerTo(`${base}${path}`, { method, headers, ...(body !== undefined && { body }) });
    if (status >= 300 && !expected.includes(status)) {
      throw unavailable(`${method} ${base}${path} of the schema registry answers ${status}: ${text.slice(0, 500)}`);
    }
    return { status, text, json: () => JSON.parse(text) as unknown };
  };
}

async function answerTo(url: string, request: RequestInit) {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    const { origin } = new URL(url);
    throw unavailable(`The schema registry ${origin} does not answer. npm run services starts it.`, cause);
  }
}
