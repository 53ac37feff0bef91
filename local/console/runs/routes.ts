import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { maximumUsers } from '../../../lambdas/core/users-per-run.ts';
import { awaitStored } from '../../deployment/await-stored.ts';
import { countLetters } from '../../deployment/count-dead-letters.ts';
import { backfillDay, doDays } from '../../deployment/do-days.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { unusable } from '../problem.ts';
import { bodyOf, day, wholeNumber } from '../request-values.ts';
import type { Sources } from '../sources/sources.ts';
import type { ShownState } from './answers.ts';
import { planBackfill, startBackfill } from './backfill.ts';
import { readCalendar } from './calendar.ts';
import { onChange } from './on-change.ts';
import { listRuns, pagesOf, readRun, runWithAttempts } from './read-runs.ts';
import { findRunLetters, openLetterQueue } from './run-letters.ts';
import { runLog } from './run-log.ts';
import { runRecords } from './run-records.ts';
import { readSchedule, setSchedule } from './schedule.ts';
import { startRun } from './start-run.ts';
import { traceRoutes } from './trace-routes.ts';

const users = z.optional(
  z.int('is not a whole number').check(z.minimum(1, 'is below 1'), z.maximum(maximumUsers, `is above ${maximumUsers}`)),
);
const runOrder = z.strictObject({ date: z.optional(day), users, rerun: z.optional(z.boolean()) });
const backfillOrder = z.strictObject({
  ...{ from: day, to: day, users, rerun: z.optional(z.boolean()) },
  dryRun: z.optional(z.boolean()),
});
const schedule = z.strictObject({ enabled: z.boolean() });

const pagesAtOnce = 50;
const states: readonly ShownState[] = ['running', 'continued', 'succeeded', 'degraded', 'failed', 'killed'];

/** Runs of the pipeline: what was run, to run more, and the schedule. */
export function runRoutes(sources: Sources, jobs: Jobs): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => {
    const limit = wholeNumber('limit', context.req.query('limit'), { from: 1, to: 200, or: 50 });
    const question = { ...rangeOf(context), state: stateOf(context), after: context.req.query('after'), limit };
    return context.json(await sources.postgres((pool) => listRuns(pool, question)));
  });
  routes.post('/', async (context) => {
    const order = await bodyOf(context, runOrder);
    return context.json(startRun(jobs, sources.settings, order), 202);
  });
  routes.get('/calendar', async (context) =>
    context.json(await sources.postgres((pool) => readCalendar(pool, new Date()))),
  );
  routes.get('/schedule', async (context) => context.json(await sources.aws(readSchedule)));
  routes.put('/schedule', async (context) => {
    const { enabled } = await bodyOf(context, schedule);
    await sources.aws((clients) => setSchedule(clients, enabled));
    return context.json({ enabled });
  });
  routes.post('/backfills', async (context) => {
    const { dryRun = false, ...order } = await bodyOf(context, backfillOrder);
    const plan = await sources.postgres((pool) => planBackfill(pool, order, new Date()));
    if (dryRun) return context.json(plan);
    if (plan.days.length === 0) throw unusable(`No day from ${plan.from} to ${plan.to} is left to be done.`);
    const { settings } = sources;
    const ports = {
      doDays: (say: Say, signal: AbortSignal) =>
        doDays(plan.days, (date) => backfillDay(settings, date, order, say), say, signal),
      awaitStored: (say: Say, signal: AbortSignal) => awaitStored(settings, onChange(say), signal),
    };
    return context.json(startBackfill(jobs, plan, ports), 202);
  });
  routes.route('/traces', traceRoutes(sources));
  routes.route('/:id', oneRun(sources));
  return routes;
}

type Say = (line: string) => void;

function oneRun(sources: Sources): Hono {
  const routes = new Hono();
  const idOf = (context: Context) => context.req.param('id') ?? '';
  const recordsOf = async (context: Context) => {
    const run = await sources.postgres((pool) => readRun(pool, idOf(context)));
    return { run, records: await sources.kafkaAdmin((admin) => runRecords(admin, run)) };
  };
  routes.get('/', async (context) =>
    context.json(await sources.postgres((pool) => runWithAttempts(pool, idOf(context)))),
  );
  routes.get('/pages', async (context) => {
    const after = wholeNumber('after', context.req.query('after'), { from: 0, to: 1_000_000, or: 0 });
    return context.json(await sources.postgres((pool) => pagesOf(pool, idOf(context), after, pagesAtOnce)));
  });
  routes.get('/log', async (context) => {
    const run = await sources.postgres((pool) => readRun(pool, idOf(context)));
    return context.json(await sources.aws(({ logs }) => runLog(logs, run, context.req.query('after'))));
  });
  routes.get('/records', async (context) => {
    const queued = sources.aws(({ sqs }) => countLetters(sqs)).catch(() => null);
    const { records } = await recordsOf(context);
    return context.json({ ...records, queued: await queued });
  });
  routes.get('/dead-letters', async (context) => {
    const {
      run: { runId },
      records,
    } = await recordsOf(context);
    const answer = await sources.aws(async ({ sqs }) => {
      return findRunLetters(await openLetterQueue(sqs), { runId, ...records });
    });
    return context.json(answer);
  });
  return routes;
}

/** A single day, or a range that may be open at both ends. @throws ConsoleProblem for what is no day */
function rangeOf(context: Context): { from?: string; to?: string } {
  const date = dayOf(context, 'date');
  return date === undefined ? { from: dayOf(context, 'from'), to: dayOf(context, 'to') } : { from: date, to: date };
}

function dayOf(context: Context, name: string): string | undefined {
  const text = context.req.query(name);
  if (text === undefined || text === '') return undefined;
  if (day.safeParse(text).success) return text;
  throw unusable(`${name}=${text} is no day as 2026-01-31.`);
}

function stateOf(context: Context): ShownState | undefined {
  const text = context.req.query('state');
  if (text === undefined || text === '') return undefined;
  const state = states.find((one) => one === text);
  if (state) return state;
  throw unusable(`state=${text} is none of ${states.join(', ')}.`);
}
