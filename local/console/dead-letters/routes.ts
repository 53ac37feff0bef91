import { Hono } from 'hono';
import type { Jobs } from '../jobs/jobs.ts';
import type { Sources } from '../sources/sources.ts';

export function deadLetterRoutes(_sources: Sources, _jobs: Jobs): Hono {
  return new Hono();
}
