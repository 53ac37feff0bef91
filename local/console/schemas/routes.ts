import { Hono } from 'hono';
import type { Sources } from '../sources/sources.ts';

export function schemaRoutes(_sources: Sources): Hono {
  return new Hono();
}
