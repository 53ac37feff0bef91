import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger, metrics, tracer } from './telemetry.ts';

/**
 * The handler that Lambda calls: what the function does, with its log lines, metrics and trace around it.
 * @param createWork connects to what the work needs. Called by the first invocation, and again by the next one after a
 * failure, so that an environment which began during an outage is not lost for good.
 */
export function functionHandler<Event, Result>(
  createWork: () => Promise<(event: Event, context: Context) => Promise<Result>>,
) {
  let work: ReturnType<typeof createWork> | undefined;
  return middy<Event, Result>()
    .use(captureLambdaHandler(tracer, { captureResponse: false }))
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics, { captureColdStartMetric: true }))
    .handler(async (event: Event, context: Context): Promise<Result> => {
      work ??= createWork();
      const run = await work.catch((error: unknown) => {
        work = undefined;
        throw error;
      });
      return run(event, context);
    });
}
