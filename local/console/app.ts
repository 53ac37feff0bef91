import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { trustedRequests } from '../services/trusted-requests.ts';
import { StartError } from '../start-error.ts';
import { alarmRoutes } from './alarms/routes.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { auditRoutes } from './audit/routes.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import { indexPage } from './index-page.ts';
import type { Jobs } from './jobs/jobs.ts';
import { jobRoutes } from './jobs/routes.ts';
import { mappingRoutes } from './mappings/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { pageFiles } from './page-files.ts';
import { ConsoleProblem } from './problem.ts';
import { reconcileRoutes } from './reconcile/routes.ts';
import { runRoutes } from './runs/routes.ts';
import { guardedChanges } from './safety/guarded-changes.ts';
import { responseHeaders } from './safety/response-headers.ts';
import { SessionToken } from './safety/session-token.ts';
import { schemaRoutes } from './schemas/routes.ts';
import type { Sources } from './sources/sources.ts';
import { topicRoutes } from './topics/routes.ts';
import { userRoutes } from './users/routes.ts';

export interface ConsoleParts {
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly audit: AuditLog;
  /** By which browsers know the console besides localhost and addresses. @default - none */
  readonly names?: readonly string[];
  readonly log: (line: string) => void;
}

const maximumBody = 64 * 1024;

/** The page, and below /api what it shows and changes. */
export function app({ sources, jobs, audit, names = [], log }: ConsoleParts): Hono {
  const token = new SessionToken();
  const routes = new Hono();
  routes.use(responseHeaders);
  routes.use(trustedRequests(names));
  routes.use('/api/*', bodyLimit({ maxSize: maximumBody }), timed, guardedChanges(token, audit));
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.route('/', pageFiles());
  routes.route('/api/overview', overviewRoutes(sources, jobs));
  routes.route('/api/runs', runRoutes(sources, jobs));
  routes.route('/api/topics', topicRoutes(sources));
  routes.route('/api/schemas', schemaRoutes(sources));
  routes.route('/api/dead-letters', deadLetterRoutes(sources, jobs));
  routes.route('/api/users', userRoutes(sources, jobs));
  routes.route('/api/reconciliations', reconcileRoutes(sources, jobs));
  routes.route('/api/alarms', alarmRoutes(sources, jobs));
  routes.route('/api/mappings', mappingRoutes(sources));
  routes.route('/api/jobs', jobRoutes(jobs));
  routes.route('/api/audit', auditRoutes(audit));
  routes.all('/api/*', (context) => context.json({ error: `There is nothing at ${context.req.path}.` }, 404));
  // Every other address is a view's.
  routes.get('*', (context) => context.html(indexPage(token.value)));
  routes.onError((error, context) => {
    if (error instanceof ConsoleProblem) {
      return context.json({ error: error.message, remedy: error.remedy }, error.status);
    }
    if (error instanceof StartError) return context.json({ error: error.message }, 503);
    log(`${context.req.method} ${context.req.path} failed: ${error.stack}`);
    const remedy = 'npm run logs -- console has it in full.';
    return context.json({ error: `The console failed: ${error.message}`, remedy }, 500);
  });
  return routes;
}

/** Tells how long the answer took here. */
async function timed(context: { header(name: string, value: string): void }, next: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await next();
  context.header('server-timing', `total;dur=${(performance.now() - begun).toFixed(1)}`);
}
