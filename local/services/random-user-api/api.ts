import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { trustedRequests } from '../trusted-requests.ts';
import { answer, prettyAnswer } from './answer.ts';
import { QueryError, readQuery } from './query.ts';
import { randomUsers } from './users/random-users.ts';

/** The paths and the version that an answer of theirs names; the users are those of 1.4 for all of them. */
const versions = { '/api': '1.4', '/api/1.4': '1.4', '/api/1.3': '1.3' };

/**
 * The contract of randomuser.me, and GET /health. A path can end with a slash.
 * @param names by which clients know the server besides localhost and addresses
 */
export function apiRoutes(names: readonly string[] = []): Hono {
  const api = new Hono({ strict: false });
  api.use(trustedRequests(names));
  api.get('/health', (context) => context.json({ status: 'ok' }));
  for (const [path, version] of Object.entries(versions)) api.get(path, (context) => answerQuery(context, version));
  for (const path of ['/health', ...Object.keys(versions)]) {
    api.all(path, (context) => context.json({ error: 'Only GET and HEAD are served.' }, 405, { allow: 'GET, HEAD' }));
  }
  api.notFound((context) => context.json({ error: `There is nothing at ${context.req.path}; try /api/.` }, 404));
  api.onError((error, context) => {
    if (error instanceof QueryError) return context.json({ error: error.message }, 400);
    console.error(error);
    return context.json({ error: 'Uh oh, something has gone wrong.' }, 500);
  });
  return api;
}

function answerQuery(context: Context, version: string): Response {
  const { selection, pretty, withInfo } = readQuery(new URL(context.req.url).searchParams, randomSeed);
  const { seed, page, count } = selection;
  const info = withInfo ? { seed, results: count, page, version } : undefined;
  const body = (pretty ? prettyAnswer : answer)(randomUsers(selection), info);
  return context.body(body, 200, { 'content-type': 'application/json; charset=utf-8' });
}

function randomSeed(): string {
  return randomBytes(8).toString('hex');
}
