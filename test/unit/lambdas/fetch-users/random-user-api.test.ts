import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ApiError } from '../../../../lambdas/core/errors.ts';
import { type RandomUserApiOptions, randomUserApi } from '../../../../lambdas/fetch-users/random-user-api.ts';
import { type Answer, type AnsweringServer, answer, answeringServer, silence, users } from './answering-server.ts';

const page = { number: 3, size: 2 };
const soon = { timeoutMs: 4000, retries: 2, firstRetryMs: 1, maxRetryMs: 5 };
const never = new AbortController().signal;
const hour = 3_600_000;

function fetchFrom(url: string, options: Partial<RandomUserApiOptions> = {}, signal: AbortSignal = never) {
  return randomUserApi({ url, ...soon, ...options }).fetchPage('2026-01-31', page, signal);
}

/** The error with which asking the server fails. */
async function failureOf(server: AnsweringServer, options: Partial<RandomUserApiOptions> = {}): Promise<ApiError> {
  const error = await fetchFrom(server.url, options).then(
    () => new Error('the page was given'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test('asks for the page with its size, the date’s seed and only the fields that are used', async () => {
  await using server = await answeringServer(users(2));

  const results = await fetchFrom(`${server.url}?nat=fr&results=9`);

  const [request] = server.requests;
  expect(results).toEqual([{ name: { first: 'ستاره 0' } }, { name: { first: 'ستاره 1' } }]);
  expect(request?.url.pathname).toBe('/api/');
  expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
    nat: 'fr',
    results: '2',
    page: '3',
    seed: 'users-2026-01-31',
    inc: 'gender,name,location,email,login,dob,registered,phone,picture',
  });
  expect(request?.headers.accept).toBe('application/json');
});

test.each<[string, Answer]>([
  ['500', answer(500, 'oops')],
  ['503 with an error', answer(503, '{"error":"busy"}')],
  ['408', answer(408, '')],
  ['429', answer(429, '{"error":"slow down"}')],
  ['HTML with 200', answer(200, '<!doctype html><title>Just a moment…</title>')],
  ['truncated JSON', answer(200, '{"results":[{"gender":"female"},{"gen')],
  ['an error with 200', answer(200, '{"error":"Uh oh, something has gone wrong."}')],
  ['fewer users than asked for', users(1)],
  ['more users than asked for', users(3)],
  ['a connection that breaks', (response) => response.destroy()],
  ['an answer that breaks', (response) => response.writeHead(200).write('{"results":[', () => response.destroy())],
])('after %s the page is asked for again', async (_, failing) => {
  await using server = await answeringServer(failing, users(2));

  await expect(fetchFrom(server.url)).resolves.toHaveLength(2);

  expect(server.requests).toHaveLength(2);
  expect(server.requests[1]?.url.href).toBe(server.requests[0]?.url.href);
});

test.each<[string, Answer, string]>([
  ['500', answer(500, 'oops'), 'answered 500.'],
  ['an error with 502', answer(502, '{"error":"busy"}'), 'answered 502 with an error: "busy"'],
  ['an error with 200', answer(200, '{"error":"busy"}'), 'answered 200 with an error: "busy"'],
  ['HTML', answer(200, '<p>'), 'answered 200 with what is no page of users: "<p>"'],
  [
    'JSON of another kind',
    answer(200, '{"results":{}}'),
    'answered 200 with what is no page of users: "{\\"results\\":{}}"',
  ],
  ['fewer users', users(1), 'gave 1 users instead of 2.'],
])('%s for ever is an error that says so after the retries allowed', async (_, failing, message) => {
  await using server = await answeringServer(failing);

  const error = await failureOf(server);

  expect(error.message).toBe(`${server.url} page 3 ${message}`);
  expect(server.requests).toHaveLength(1 + soon.retries);
});

test.each<[string, Answer, string]>([
  ['404', answer(404, 'not here'), 'answered 404.'],
  ['403 with HTML', answer(403, '<h1>Forbidden</h1>'), 'answered 403.'],
  ['400 with an error', answer(400, '{"error":"bad seed"}'), 'answered 400 with an error: "bad seed"'],
  ['404 with what looks like users', answer(404, '{"results":[1,2]}'), 'answered 404.'],
])('%s is not asked for again', async (_, failing, message) => {
  await using server = await answeringServer(failing);

  const error = await failureOf(server);

  expect(error).toMatchObject({ retryable: false, code: 'API_FAILED' });
  expect(error.message).toContain(message);
  expect(server.requests).toHaveLength(1);
});

test('a long answer is not repeated as a whole', async () => {
  await using server = await answeringServer(answer(200, `<${'x'.repeat(100_000)}`));

  const error = await failureOf(server, { retries: 0 });

  expect(error.message).toContain(`"<${'x'.repeat(79)}…"`);
});

test('a server that is not there is an error after the retries allowed', async () => {
  const server = await answeringServer(silence);
  await server[Symbol.asyncDispose]();

  const error = await failureOf(server);

  expect(error.message).toContain(`${server.url} page 3 cannot be reached: `);
  expect(error.cause).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});

test.each<[string, Answer]>([
  ['never answers', silence],
  ['never ends its answer', (response) => response.writeHead(200).write('{"results":[')],
])('a server that %s is left after the timeout, and asked again', async (_, failing) => {
  await using server = await answeringServer(failing);

  const error = await failureOf(server, { timeoutMs: 200, retries: 1 });

  expect(error.message).toMatch(/page 3 cannot be reached: .*timeout/);
  expect(server.requests).toHaveLength(2);
});

test('the signal ends a request under way at once, with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('no time left');
  await using server = await answeringServer(() => controller.abort(reason));

  const fetching = fetchFrom(server.url, { timeoutMs: 60_000 }, controller.signal);

  await expect(fetching).rejects.toBe(reason);
  expect(server.requests).toHaveLength(1);
});

test.each<[string, Answer, number]>([
  ['the wait between two requests', answer(500, ''), hour],
  ['the wait that the API asked for', answer(429, '', { 'retry-after': '3600' }), 1],
])('the signal ends %s at once, with its reason', async (_, failing, firstRetryMs) => {
  await using server = await answeringServer(failing);
  const signal = AbortSignal.timeout(200);

  const error = await fetchFrom(server.url, { firstRetryMs, maxRetryMs: hour }, signal).catch((reason) => reason);

  expect(signal.aborted).toBe(true);
  expect(error).toBe(signal.reason);
  expect(server.requests).toHaveLength(1);
});

test('a signal that has aborted already asks for nothing', async () => {
  const reason = new Error('no time left');
  await using server = await answeringServer(users(2));

  await expect(fetchFrom(server.url, {}, AbortSignal.abort(reason))).rejects.toBe(reason);

  expect(server.requests).toHaveLength(0);
});

test('an answer above 64 MiB is refused as soon as it is too large, and not asked for again', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const closed: Promise<unknown>[] = [];
  let chunks = 0;
  const endless = new Readable({
    read() {
      chunks += 1;
      this.push(chunk);
    },
  });
  await using server = await answeringServer((response) => {
    closed.push(once(response, 'close'));
    endless.pipe(response.writeHead(200));
  });

  const error = await failureOf(server);
  await Promise.all(closed);
  endless.destroy();

  expect(error.message).toContain('page 3 answered more than 67108864 bytes.');
  expect(server.requests).toHaveLength(1);
  expect(chunks).toBeGreaterThan(64);
});

test("the API's own words about an error are cut and quoted, whatever they hold", async () => {
  await using server = await answeringServer(answer(400, JSON.stringify({ error: `\0${'x'.repeat(1000)}` })));

  const error = await failureOf(server);

  expect(error.message).toContain('answered 400 with an error: "\\u0000xxx');
  expect(error.message.length).toBeLessThan(200);
});
