import { ApiError } from '../../../../lambdas/core/errors.ts';
import { randomUserApi, readRetryAfter } from '../../../../lambdas/fetch-users/random-user-api.ts';
import { type Answer, answer, answeringServer, users } from './answering-server.ts';

/** Timers may be a little early by another clock. */
const clockSlackMs = 20;
const now = Date.parse('2026-01-31T12:00:00Z');
const never = new AbortController().signal;
const options = { timeoutMs: 4000, retries: 1, firstRetryMs: 1 };

test.each([
  ['0', 0],
  ['120', 120_000],
  ['Sat, 31 Jan 2026 12:00:30 GMT', 30_000],
  ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
  ['soon', 0],
  ['-5', 0],
  ['', 0],
  [null, 0],
])('Retry-After: %j is %i milliseconds from now', (header, ms) => {
  expect(readRetryAfter(header, now)).toBe(ms);
});

test('an API that asks to be left alone for a second is', async () => {
  await using server = await answeringServer(answer(429, '', { 'retry-after': '1' }), users(1));

  await randomUserApi({ ...options, url: server.url, maxRetryMs: 4000 }).fetchPage(
    '2026-01-31',
    { number: 1, size: 1 },
    never,
  );

  const [first, second] = server.requests;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1000 - clockSlackMs);
});

test('an API that asks to be left alone until a time is', async () => {
  // To the second, as the header says it: between one and two seconds from now.
  const until = Math.floor(Date.now() / 1000) * 1000 + 2000;
  const inWords = new Date(until).toUTCString();
  await using server = await answeringServer(answer(503, '', { 'retry-after': inWords }), users(1));

  await randomUserApi({ ...options, url: server.url, maxRetryMs: 4000 }).fetchPage(
    '2026-01-31',
    { number: 1, size: 1 },
    never,
  );

  const askedAgain = performance.timeOrigin + (server.requests[1]?.atMs ?? 0);
  expect(askedAgain).toBeGreaterThanOrEqual(until - clockSlackMs);
});

test('no API makes the function wait longer than the longest wait', async () => {
  await using server = await answeringServer(answer(429, '', { 'retry-after': '3600' }), users(1));
  const { fetchPage } = randomUserApi({ ...options, url: server.url, maxRetryMs: 30 });

  await expect(fetchPage('2026-01-31', { number: 1, size: 1 }, never)).resolves.toHaveLength(1);

  expect(server.requests).toHaveLength(2);
});

test.each<[string, Answer, number]>([
  ['the last attempt', answer(429, '', { 'retry-after': '3600' }), 0],
  ['the last attempt, with an error', answer(503, '{"error":"busy"}', { 'retry-after': '3600' }), 0],
  ['an answer that is not asked for again', answer(404, '', { 'retry-after': '3600' }), 1],
  ['an error that is not asked for again', answer(400, '{"error":"bad seed"}', { 'retry-after': '3600' }), 1],
])('nothing is waited for after %s', async (_, failing, retries) => {
  await using server = await answeringServer(failing);
  const { fetchPage } = randomUserApi({ ...options, retries, url: server.url, maxRetryMs: 3_600_000 });

  // Were the hour waited for, the test would come to its own time limit.
  await expect(fetchPage('2026-01-31', { number: 1, size: 1 }, never)).rejects.toThrow(ApiError);

  expect(server.requests).toHaveLength(1);
});
