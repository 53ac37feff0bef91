import { Hono } from 'hono';
import { wholeNumber } from '../request-values.ts';
import type { AuditLog } from './audit-log.ts';

export function auditRoutes(audit: AuditLog): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => {
    const limit = wholeNumber('limit', context.req.query('limit'), { from: 1, to: 500, or: 100 });
    return context.json(await audit.last(limit));
  });
  return routes;
}
