import { Hono } from 'hono';
import type { Jobs } from '../jobs/jobs.ts';
import type { Sources } from '../sources/sources.ts';

export function overviewRoutes(_sources: Sources, _jobs: Jobs): Hono {
  return new Hono();
}
