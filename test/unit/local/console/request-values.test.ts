import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { ConsoleProblem } from '../../../../local/console/problem.ts';
import { bodyOf, day, wholeNumber } from '../../../../local/console/request-values.ts';

const limits = { from: 1, to: 500, or: 100 };

test.each([
  [undefined, 100],
  ['', 100],
  ['1', 1],
  ['500', 500],
])('%j is read as %d', (text, value) => {
  expect(wholeNumber('limit', text, limits)).toBe(value);
});

test.each(['0', '501', '1.5', '-1', 'abc', 'NaN', 'Infinity', '1e9', '１'])('%j is refused by name', (text) => {
  expect(() => wholeNumber('limit', text, limits)).toThrow(`limit=${text} is not a whole number from 1 to 500.`);
});

const schema = z.strictObject({ date: day, users: z.optional(z.int('is not a whole number')) });
const routes = new Hono()
  .post('/', async (context) => context.json(await bodyOf(context, schema)))
  .onError((error, context) => context.json({ error: error.message }, (error as ConsoleProblem).status));

async function send(body: string) {
  const response = await routes.request('/', { method: 'POST', body });
  return [response.status, await response.json()];
}

test('a body that fits is handed on', async () => {
  expect(await send('{"date":"2026-11-01","users":5}')).toEqual([200, { date: '2026-11-01', users: 5 }]);
});

test.each([
  ['', 'The body is not JSON.'],
  ['{', 'The body is not JSON.'],
  ['[]', 'The request cannot be used'],
  ['null', 'The request cannot be used'],
  ['{"date":"2026-02-30"}', 'date: is no day as 2026-01-31.'],
  ['{"date":"2026-11-01","users":1.5}', 'users: is not a whole number.'],
  ['{"date":"2026-11-01","__proto__":{"a":1},"more":1}', 'The request cannot be used'],
])('%j is refused: %s', async (body, message) => {
  expect(await send(body)).toEqual([400, { error: expect.stringContaining(message) }]);
});
