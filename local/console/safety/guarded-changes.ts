import type { MiddlewareHandler } from 'hono';
import type { AuditLog } from '../audit/audit-log.ts';
import { type SessionToken, tokenHeader } from './session-token.ts';

const readingMethods: readonly string[] = ['GET', 'HEAD'];

/**
 * A change is JSON, comes with the page's token, and leaves a line in the audit log whatever becomes of it. A body that
 * is not JSON could be sent by any page's form.
 */
export function guardedChanges(token: SessionToken, audit: AuditLog): MiddlewareHandler {
  return async (context, next) => {
    const { method, path } = context.req;
    if (readingMethods.includes(method)) return next();
    if (context.req.header('content-type')?.split(';')[0]?.trim() !== 'application/json') {
      return context.json({ error: 'A change is sent as application/json.' }, 415);
    }
    if (!token.matches(context.req.header(tokenHeader))) {
      const error = 'The page is older than this console.';
      return context.json({ error, remedy: 'Load the page again.' }, 403);
    }
    const asked = await context.req.text();
    await next();
    await audit.write({ change: `${method} ${path}`, asked, status: context.res.status });
  };
}
