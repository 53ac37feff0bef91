import { userInfo } from 'node:os';
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { InvalidEventError } from '../../../lambdas/core/errors.ts';
import { postgresAudit } from '../../../lambdas/redrive/audit.ts';
import {
  type DiscardRequest,
  type ListRequest,
  type ReplayRequest,
  readEvent,
} from '../../../lambdas/redrive/read-event.ts';
import { askRedrive } from '../../deployment/ask-redrive.ts';
import { deadLetterQueueUrl } from '../../deployment/count-dead-letters.ts';
import { readQueueDepth } from '../../deployment/queue-depth.ts';
import type { Work } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { unusable } from '../problem.ts';
import { bodyOf, wholeNumber } from '../request-values.ts';
import type { Sources } from '../sources/sources.ts';
import { DeadLetters } from './dead-letters.ts';
import { readReplays } from './read-replays.ts';

const anyBody = z.looseObject({});
const titles = {
  replay: { ofDryRun: 'Dry run of replaying', ofChange: 'Replay of' },
  discard: { ofDryRun: 'Dry run of discarding', ofChange: 'Discard of' },
} as const;

export function deadLetterRoutes({ settings, aws, postgres }: Sources, jobs: Jobs): Hono {
  const routes = new Hono();
  // A queue that is made anew has the same.
  let queueUrl: string | undefined;
  const letters = new DeadLetters({
    ask: (event) => askRedrive(settings, event),
    readDepth: () =>
      aws(async ({ sqs }) => {
        queueUrl ??= await deadLetterQueueUrl(sqs);
        return readQueueDepth(sqs, queueUrl);
      }),
  });

  routes.get('/', async (context) => {
    const { reason, from, renew } = context.req.query();
    const choice = eventOf<ListRequest>({ action: 'list', ...(reason && { reason }) });
    const place = wholeNumber('from', from, { from: 0, to: 100_000, or: 0 });
    return context.json(await letters.list({ reason: choice.reason, from: place, renew: renew === 'true' }));
  });
  routes.get('/letters/:id', (context) => {
    const { id } = eventOf<{ id: string }>({ action: 'show', id: context.req.param('id') });
    return context.json(letters.letter(id));
  });
  routes.get('/replays', async (context) => {
    const { letter, before, limit } = context.req.query();
    const choice = {
      limit: wholeNumber('limit', limit, { from: 1, to: 500, or: 100 }),
      ...(letter && { letterId: letter }),
      ...(before && { before: String(wholeNumber('before', before, { from: 1, to: Number.MAX_SAFE_INTEGER, or: 1 })) }),
    };
    return context.json(await postgres((pool) => readReplays(postgresAudit(pool), choice)));
  });
  routes.post('/replays', async (context) => {
    const event = await changeOf<ReplayRequest>(context, 'replay');
    const work: Work = (report, signal) => letters.replay(event, report, signal);
    return context.json(jobs.start('dead-letter-replay', titleOf(event), work), 202);
  });
  routes.post('/discards', async (context) => {
    const event = await changeOf<DiscardRequest>(context, 'discard');
    const work: Work = (report, signal) => letters.discard(event, report, signal);
    return context.json(jobs.start('dead-letter-discard', titleOf(event), work), 202);
  });
  return routes;
}

async function changeOf<Event>(context: Context, action: 'replay' | 'discard'): Promise<Event> {
  const body = await bodyOf(context, anyBody);
  return eventOf<Event>({ ...body, action, requestedBy: `console (${userInfo().username})` });
}

/** What the function would read of it. @throws ConsoleProblem naming the field that it would refuse */
function eventOf<Event>(event: object): Event {
  try {
    return readEvent(event) as Event;
  } catch (error) {
    if (error instanceof InvalidEventError) throw unusable(error.message);
    throw error;
  }
}

function titleOf({ action, id, reason, dryRun }: ReplayRequest | DiscardRequest): string {
  const what = id ?? (reason ? `every letter of ${reason}` : 'every letter');
  return `${dryRun ? titles[action].ofDryRun : titles[action].ofChange} ${what}`;
}
