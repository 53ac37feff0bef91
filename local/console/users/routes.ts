import { Hono } from 'hono';
import { jsonLines } from '../json-lines.ts';
import { unusable } from '../problem.ts';
import type { Sources } from '../sources/sources.ts';
import { browse, type Question } from './browse.ts';
import { readCursor } from './cursor.ts';
import { readUser, readWholly } from './read-user.ts';
import { uuid } from './ways.ts';

const longestText = 320;

/** The users, page by page, and each of them as Kafka and both stores have it. */
export function userRoutes(sources: Sources): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => {
    const question = questionOf(context.req.query());
    return context.json(await sources.postgres((pool) => browse(pool, question)));
  });
  routes.get('/:id', async (context) => context.json(await readUser(sources, idOf(context.req.param('id')))));
  routes.get('/:id/whole-partition', (context) => {
    const id = idOf(context.req.param('id'));
    return jsonLines(context, (signal) => readWholly(sources, id, signal));
  });
  return routes;
}

function questionOf({ q = '', after, before }: Readonly<Record<string, string>>): Question {
  const text = q.trim();
  if (text.length > longestText || text.includes('\0')) {
    throw unusable(`What is searched for has up to ${longestText} characters, and no U+0000.`);
  }
  if (before) return { text, direction: 'before', cursor: readCursor(before) };
  return { text, direction: 'after', ...(after && { cursor: readCursor(after) }) };
}

function idOf(text: string): string {
  if (uuid.test(text)) return text.toLowerCase();
  throw unusable(`${text.slice(0, 100)} is no user's id: those are UUIDs.`);
}
