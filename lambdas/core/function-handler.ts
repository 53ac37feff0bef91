import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger, metrics } from './telemetry.ts';

/**
 * The handler that Lambda calls: what the function does, with its log lines and metrics around it.
 * @param createWork connects to what the work needs. Called by the first invocation, and again by the next one after a
 * failure, so that an environment which began during an outage is not lost for good.
 * @param middlewares what else goes around it.
 */
export function functionHandler<Event, Result>(
  createWork: () => Promise<(event: Event, context: Context) => Promise<Result>>,
  middlewares: readonly MiddlewareObj<Event, Result, Error>[] = [],
) {
  let work: ReturnType<typeof createWork> | undefined;
  return middy<Event, Result>()
    .use([...middlewares, injectLambdaContext(logger), logMetrics(metrics, { captureColdStartMetric: true })])
    .handler(async (event: Event, context: Context): Promise<Result> => {
      work ??= createWork();
      const run = await work.catch((error: unknown) => {
        work = undefined;
        throw error;
      });
      return run(event, context);
    });
}
