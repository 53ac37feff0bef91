import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { bodyOf } from '../request-values.ts';
import { readPollerHealth } from '../sources/poller-health.ts';
import type { Sources } from '../sources/sources.ts';
import { readMappings } from './read-mappings.ts';

const change = z
  .strictObject({
    enabled: z.optional(z.boolean()),
    batchSize: z.optional(
      z
        .int('is not a whole number')
        .check(z.minimum(1, 'is below 1'), z.maximum(10_000, 'is above 10000, the most that AWS takes')),
    ),
  })
  .check(z.refine(({ enabled, batchSize }) => enabled !== undefined || batchSize !== undefined, 'changes nothing'));

/** Every Kafka event source mapping of the endpoint, whoever's function it is for. */
export function mappingRoutes({ aws, settings }: Sources): Hono {
  const routes = new Hono();
  routes.get('/', async (context) => {
    const answer = await aws(({ lambda }) => readMappings(lambda, () => readPollerHealth(settings)));
    return context.json(answer);
  });
  routes.patch('/:uuid', async (context) => {
    const { enabled: Enabled, batchSize: BatchSize } = await bodyOf(context, change);
    const command = new UpdateEventSourceMappingCommand({ UUID: context.req.param('uuid'), Enabled, BatchSize });
    const { State: state } = await aws(({ lambda }) => lambda.send(command));
    return context.json({ state });
  });
  return routes;
}
