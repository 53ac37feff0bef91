import { Hono } from 'hono';
import type { Jobs } from './jobs.ts';

export function jobRoutes(jobs: Jobs): Hono {
  const routes = new Hono();
  routes.get('/', (context) => context.json({ jobs: jobs.all() }));
  routes.get('/:id', (context) => context.json(jobs.get(context.req.param('id'))));
  routes.post('/:id/cancel', (context) => context.json(jobs.cancel(context.req.param('id'))));
  return routes;
}
