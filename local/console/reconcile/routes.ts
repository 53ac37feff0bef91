import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { type DifferenceLine, readDifferences } from '../../reconcile/differences.ts';
import type { JobView } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { jsonLines } from '../json-lines.ts';
import { unknown } from '../problem.ts';
import { bodyOf } from '../request-values.ts';
import type { Sources } from '../sources/sources.ts';
import type { ReconciliationResult, ReconciliationsAnswer, ReconciliationView } from './answers.ts';
import { reconcileWork } from './reconcile-job.ts';

const kind = 'reconcile';
const asked = z.strictObject({ repair: z.optional(z.boolean()) });
/** Of a download. */
const mostLines = 100_000;

/** The comparison of the topic with both stores, and the repair of what differs; one at a time. */
export function reconcileRoutes({ settings }: Sources, jobs: Jobs): Hono {
  // Not that of `npm run reconcile`, which may run at the same time.
  const directory = join(settings.stateDir, 'console', 'reconcile');
  const routes = new Hono();
  routes.get('/', (context) => {
    const reconciliations = jobs.all().filter((job) => job.kind === kind);
    return context.json({ reconciliations: reconciliations.map(viewOf) } satisfies ReconciliationsAnswer);
  });
  routes.post('/', async (context) => {
    const { repair = false } = await bodyOf(context, asked);
    const title = repair ? 'Comparison and repair' : 'Comparison';
    return context.json(jobs.start(kind, title, reconcileWork(settings, { directory, repair })), 202);
  });
  routes.get('/differences', (context) => {
    const file = join(directory, 'differences.jsonl');
    if (!existsSync(file)) throw unknown('A file of differences');
    context.header('content-disposition', 'attachment; filename="differences.jsonl"');
    return jsonLines(context, () => firstOf(readDifferences(file)));
  });
  return routes;
}

async function* firstOf(lines: AsyncIterable<DifferenceLine>) {
  let count = 0;
  for await (const line of lines) {
    if (count === mostLines) {
      yield { cut: `These are the first ${mostLines}: npm run reconcile keeps all of them.` };
      return;
    }
    count += 1;
    yield line;
  }
}

function viewOf({ id, title, state, startedAt, endedAt, result }: JobView): ReconciliationView {
  const { found, repair } = (result ?? {}) as Partial<ReconciliationResult>;
  const last = repair?.left ?? found;
  const differing = last && 'differing' in last ? last.differing : null;
  return { id, title, state, startedAt, ...(endedAt !== undefined && { endedAt }), differing };
}
