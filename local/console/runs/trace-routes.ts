import { Hono } from 'hono';
import type { Sources } from '../sources/sources.ts';
import { readRun, runsNamed } from './read-runs.ts';
import { rangesOf } from './run-records.ts';
import { batchesOf, fetchLogOf, runsOf, traceBegan } from './trace.ts';
import { firstRecordsOf } from './trace-records.ts';

/** One trace from what began it to the stores, a question for each step: one that finds nothing keeps no other. */
export function traceRoutes(sources: Sources): Hono {
  const routes = new Hono();
  routes.get('/:id', async (context) => {
    const traceId = context.req.param('id');
    const beganAt = traceBegan(traceId);
    const log = await sources.aws(({ logs }) => fetchLogOf(logs, traceId, context.req.query('after')));
    const runs = await sources.postgres((pool) => runsNamed(pool, runsOf(log.lines)));
    return context.json({ traceId, beganAt, log, runs });
  });
  routes.get('/:id/batches', async (context) => {
    const answer = await sources.aws(({ logs }) =>
      batchesOf(logs, context.req.param('id'), context.req.query('after')),
    );
    return context.json(answer);
  });
  routes.get('/:id/records/:run', async (context) => {
    traceBegan(context.req.param('id'));
    const run = await sources.postgres((pool) => readRun(pool, context.req.param('run')));
    // Close to its beginning, so that few records of others stand before its own.
    const partitions = await sources.kafkaAdmin((admin) => rangesOf(admin, run, 1000));
    return context.json(await firstRecordsOf(sources.kafka, context.req.param('id'), partitions));
  });
  return routes;
}
