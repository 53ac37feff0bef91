import type { MiddlewareHandler } from 'hono';
import type { AuditLog } from '../audit/audit-log.ts';
import { ConsoleProblem } from '../problem.ts';
import { type SessionToken, tokenHeader } from './session-token.ts';

const readingMethods: readonly string[] = ['GET', 'HEAD'];

/**
 * A change is JSON, comes with the page's token, and is noted in the audit log before it is made: one that cannot be
 * noted is not made. A body that is not JSON could be sent by any page's form. What is refused here leaves no line:
 * nobody but the page fills the log.
 */
export function guardedChanges(token: SessionToken, audit: AuditLog, log: (line: string) => void): MiddlewareHandler {
  return async (context, next) => {
    const { method, url } = context.req;
    if (readingMethods.includes(method)) return next();
    if (context.req.header('content-type')?.split(';')[0]?.trim() !== 'application/json') {
      return context.json({ error: 'A change is sent as application/json.' }, 415);
    }
    if (!token.matches(context.req.header(tokenHeader))) {
      const error = 'The page is older than this console.';
      return context.json({ error, remedy: 'Load the page again.' }, 403);
    }
    const { pathname, search } = new URL(url);
    const change = `${method} ${pathname}${search}`;
    const ended = await audit.begin(change, await context.req.text()).catch(notNoted);
    await next();
    // The change is made: that its end is not noted takes nothing from the answer.
    await ended(context.res.status).catch((error: Error) => log(`The end of ${change} is not noted: ${error.message}`));
  };
}

function notNoted(error: Error): never {
  const remedy = 'Make the file writable, or free some space, and try again.';
  throw new ConsoleProblem(503, `Nothing was changed: the audit log cannot be written (${error.message}).`, remedy);
}
