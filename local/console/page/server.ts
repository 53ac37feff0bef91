/** What the server answers in place of what was asked. */
export class ServerProblem extends Error {
  readonly remedy: string | undefined;
  readonly status: number;

  constructor(message: string, remedy: string | undefined, status: number) {
    super(message);
    this.remedy = remedy;
    this.status = status;
  }
}

const token = document.querySelector<HTMLMetaElement>('meta[name="console-token"]')?.content ?? '';

/** Longer than the server waits for any part of the pipeline: whoever says nothing by then never will. */
const answerTimeoutMs = 30_000;

/** @throws ServerProblem, or what the signal aborts with */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const late = AbortSignal.timeout(answerTimeoutMs);
  const response = await reach(path, { signal: signal ? AbortSignal.any([signal, late]) : late });
  return (await response.json()) as Answer;
}

/** Sends a change. @throws ServerProblem */
export async function change<Answer>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-console-token': token };
  const response = await reach(path, { method, headers, body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}

/** Each line of JSON as it comes, until the server ends or the signal aborts. @throws ServerProblem */
export async function* lines<Line>(path: string, signal: AbortSignal): AsyncGenerator<Line> {
  const { body } = await reach(path, { signal });
  if (!body) return;
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield lineOf<Line>(part);
  }
  if (rest !== '') yield lineOf<Line>(rest);
}

function lineOf<Line>(text: string): Line {
  const value = JSON.parse(text) as Line & { readonly error?: string; readonly remedy?: string };
  if (typeof value.error === 'string') throw new ServerProblem(value.error, value.remedy, 500);
  return value;
}

async function reach(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(path, options).catch((error: Error) => {
    if (error.name === 'AbortError') throw error;
    throw new ServerProblem(
      'The console does not answer.',
      'npm run status says whether it runs; npm start starts it.',
      0,
    );
  });
  if (response.ok) return response;
  const answer = (await response.json().catch(() => ({}))) as { readonly error?: string; readonly remedy?: string };
  throw new ServerProblem(answer.error ?? `The console answered ${response.status}.`, answer.remedy, response.status);
}
