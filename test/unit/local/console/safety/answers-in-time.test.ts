import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { AuditLog } from '../../../../../local/console/audit/audit-log.ts';
import type { ConsoleProblem } from '../../../../../local/console/problem.ts';
import { answersInTime } from '../../../../../local/console/safety/answers-in-time.ts';
import { guardedChanges } from '../../../../../local/console/safety/guarded-changes.ts';
import { SessionToken } from '../../../../../local/console/safety/session-token.ts';
import { eventually } from '../../../../support/eventually.ts';
import { temporaryDirectory } from '../../../../support/temporary-directory.ts';

const token = new SessionToken();
const audit = new AuditLog(join(temporaryDirectory(), 'audit.jsonl'));
const part = Promise.withResolvers<void>();
const routes = new Hono()
  .use(guardedChanges(token, audit, () => undefined))
  .all('/slow', async (context) => {
    await part.promise;
    return context.json({}, 202);
  })
  .get('/fast', (context) => context.json({}))
  .get('/wrong', () => {
    throw new Error('wrong');
  })
  .onError(answerError);
const answers = new Hono().all('*', answersInTime(routes, 100)).onError(answerError);

function answerError(error: Error, context: Context): Response {
  return context.json({ error: error.message }, (error as ConsoleProblem).status ?? 500);
}

test('an answer is not waited for any longer than that', async () => {
  const response = await answers.request('/slow');

  expect(response.status).toBe(504);
  expect(await response.json()).toEqual({ error: 'There was no answer in 0.1 s: a part stands still.' });
});

test('one that comes in time is as it was, also where it is an error', async () => {
  expect((await answers.request('/fast')).status).toBe(200);
  expect(await (await answers.request('/wrong')).json()).toEqual({ error: 'wrong' });
});

test('a change that nobody waits for any more is noted as it ends', async () => {
  const headers = { 'content-type': 'application/json', 'x-console-token': token.value };
  const statuses = async () => (await audit.last(10)).lines.map(({ status }) => status);

  expect((await answers.request('/slow', { method: 'POST', headers, body: '{}' })).status).toBe(504);
  expect(await statuses()).toEqual([null]);
  part.resolve();
  await eventually(async () => expect(await statuses()).toEqual([202]), 5000, 20);
});
