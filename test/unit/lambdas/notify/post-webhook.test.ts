import { text } from 'node:stream/consumers';
import { WebhookError } from '../../../../lambdas/core/errors.ts';
import { type PostOptions, postWebhook } from '../../../../lambdas/notify/post-webhook.ts';
import { type AnsweringServer, answer, answeringServer, silence } from '../fetch-users/answering-server.ts';

const soon = { timeoutMs: 60_000, attempts: 3, firstWaitMs: 1, maximumWaitMs: 5 };
const message = { text: 'ALARM: users-sink-errors' };
const never = new AbortController().signal;

function post(url: string, options: Partial<PostOptions> = {}, deadline: AbortSignal = never) {
  return postWebhook(url, message, { ...soon, ...options }, deadline);
}

/** The error with which posting fails; it never has the URL. */
async function failureOf(url: string, options: Partial<PostOptions> = {}): Promise<WebhookError> {
  const error = await post(url, options).then(
    () => new Error('it was posted'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WebhookError);
  const { message: said, cause } = error as WebhookError;
  expect({ said, cause }).toEqual({ said: expect.not.stringContaining('127.0.0.1'), cause: undefined });
  return error as WebhookError;
}

test("posts Slack's shape once when it is taken", async () => {
  const bodies: string[] = [];
  await using server = await answeringServer(async (response, request) => {
    bodies.push(`${request.method} ${request.headers['content-type']} ${await text(request)}`);
    response.end('ok');
  });

  await post(server.url);

  expect(bodies).toEqual(['POST application/json {"text":"ALARM: users-sink-errors"}']);
});

test.each([408, 429, 500, 503])('posts again after %i', async (status) => {
  await using server = await answeringServer(answer(status, ''), answer(status, ''), answer(200, 'ok'));

  await post(server.url);

  expect(server.requests).toHaveLength(3);
});

test('gives up after the last attempt', async () => {
  await using server = await answeringServer(answer(500, 'oops'));

  expect((await failureOf(server.url)).message).toBe('The webhook answered 500.');
  expect(server.requests).toHaveLength(3);
});

test.each([400, 403, 404, 410])('does not post again what is refused with %i', async (status) => {
  await using server = await answeringServer(answer(status, 'no_service'));

  expect((await failureOf(server.url)).message).toBe(`The webhook answered ${status}.`);
  expect(server.requests).toHaveLength(1);
});

test('follows no redirect', async () => {
  await using elsewhere = await answeringServer(answer(200, 'ok'));
  await using server = await answeringServer(answer(307, '', { location: elsewhere.url }));

  expect((await failureOf(server.url)).message).toBe('The webhook answered 307.');
  expect(elsewhere.requests).toEqual([]);
});

test('waits as long as the webhook asks, but no longer than it may', async () => {
  await using server = await answeringServer(answer(429, '', { 'retry-after': '3600' }), answer(200, 'ok'));

  await post(server.url, { maximumWaitMs: 200 });

  const [first, second] = server.requests as [AnsweringServer['requests'][number], AnsweringServer['requests'][number]];
  expect(second.atMs - first.atMs).toBeGreaterThanOrEqual(190);
});

test('a webhook that does not answer is given up after its time, each time', async () => {
  await using server = await answeringServer(silence);

  const failure = await failureOf(server.url, { timeoutMs: 100 });

  expect(failure.message).toBe('The webhook does not answer: TimeoutError.');
});

test('a port on which nobody listens is told by its code', async () => {
  const server = await answeringServer(silence);
  await server[Symbol.asyncDispose]();

  expect((await failureOf(server.url)).message).toBe('The webhook does not answer: ECONNREFUSED.');
});

test('ends at the deadline', async () => {
  await using server = await answeringServer(silence);

  await expect(post(server.url, {}, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
});
