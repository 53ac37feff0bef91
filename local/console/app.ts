import { type ErrorHandler, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { trustedRequests } from '../services/trusted-requests.ts';
import { StartError } from '../start-error.ts';
import { Posts, receiverRoutes } from './alarms/receiver.ts';
import { alarmRoutes } from './alarms/routes.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { auditRoutes } from './audit/routes.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import { indexPage } from './index-page.ts';
import type { Jobs } from './jobs/jobs.ts';
import { jobRoutes } from './jobs/routes.ts';
import { mappingRoutes } from './mappings/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { pageFiles } from './page-files.ts';
import { ConsoleProblem } from './problem.ts';
import { reconcileRoutes } from './reconcile/routes.ts';
import { runRoutes } from './runs/routes.ts';
import { answersInTime } from './safety/answers-in-time.ts';
import { guardedChanges } from './safety/guarded-changes.ts';
import { ownReaders } from './safety/own-readers.ts';
import { responseHeaders } from './safety/response-headers.ts';
import { SessionToken } from './safety/session-token.ts';
import type { Sampler } from './samples/sampler.ts';
import { schemaRoutes } from './schemas/routes.ts';
import type { Sources } from './sources/sources.ts';
import { topicRoutes } from './topics/routes.ts';
import { userRoutes } from './users/routes.ts';

export interface ConsoleParts {
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly audit: AuditLog;
  readonly sampler: Sampler;
  /** By which browsers know the console besides localhost and addresses. @default - none */
  readonly names?: readonly string[];
  readonly log: (line: string) => void;
}

const maximumBody = 64 * 1024;
// JSON of a message as large as topics take it, which is a megabyte unless they were told otherwise.
const maximumMessage = 2 * 1024 * 1024;
const messages = /^\/api\/topics\/[^/]+\/messages$/;
const answerMs = 10_000;

/** The page, and below /api what it shows and changes. */
export function app({ sources, jobs, audit, sampler, names = [], log }: ConsoleParts): Hono {
  const token = new SessionToken();
  const posts = new Posts();
  const routes = new Hono();
  routes.use(trustedRequests(names));
  routes.use('/api/*', ownReaders, limitedBody, guardedChanges(token, audit, log));
  routes.get('/health', (context) => context.json({ status: 'ok' }));
  routes.route('/metrics', metricsRoutes(sources, sampler));
  routes.route('/', pageFiles());
  routes.route('/', receiverRoutes(sources, posts));
  routes.route('/api/overview', overviewRoutes(sampler));
  routes.route('/api/runs', runRoutes(sources, jobs));
  routes.route('/api/topics', topicRoutes(sources));
  routes.route('/api/schemas', schemaRoutes(sources));
  routes.route('/api/dead-letters', deadLetterRoutes(sources, jobs));
  routes.route('/api/users', userRoutes(sources));
  routes.route('/api/reconciliations', reconcileRoutes(sources, jobs));
  routes.route('/api/alarms', alarmRoutes(sources, posts));
  routes.route('/api/mappings', mappingRoutes(sources));
  routes.route('/api/jobs', jobRoutes(jobs));
  routes.route('/api/audit', auditRoutes(audit));
  routes.all('/api/*', (context) => context.json({ error: `There is nothing at ${context.req.path}.` }, 404));
  // Every other address is a view's.
  routes.get('*', (context) => context.html(indexPage(token.value)));
  const problems = answerProblems(log);
  routes.onError(problems);
  const answers = new Hono();
  answers.use(responseHeaders, timed);
  answers.all('*', answersInTime(routes, answerMs));
  answers.onError(problems);
  return answers;
}

/** What went wrong in words, and what was not foreseen in the log too. */
function answerProblems(log: (line: string) => void): ErrorHandler {
  return (error, context) => {
    if (error instanceof ConsoleProblem) {
      return context.json({ error: error.message, remedy: error.remedy }, error.status);
    }
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof StartError) return context.json({ error: error.message }, 503);
    log(`${context.req.method} ${context.req.path} failed: ${error.stack ?? error.message}`);
    const remedy = 'npm run logs -- console has it in full.';
    return context.json({ error: `The console failed: ${error.message}`, remedy }, 500);
  };
}

const limitedMessage = upTo(maximumMessage);
const limitedOther = upTo(maximumBody);
const limitedBody: MiddlewareHandler = (context, next) =>
  (messages.test(context.req.path) ? limitedMessage : limitedOther)(context, next);

function upTo(maxSize: number): MiddlewareHandler {
  const error = `The request is longer than ${maxSize} bytes.`;
  return bodyLimit({ maxSize, onError: (context) => context.json({ error }, 413) });
}

/** Tells how long the answer took here. */
async function timed(context: { header(name: string, value: string): void }, next: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await next();
  context.header('server-timing', `total;dur=${(performance.now() - begun).toFixed(1)}`);
}
