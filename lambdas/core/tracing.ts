import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';

// A module of its own, because X-Ray's SDK follows every promise of the process as soon as it is loaded: that costs the
// sink a sixth of its time for a trace which Lambda writes without it too.
const tracer = new Tracer({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'users-pipeline' });

/** Middleware: a segment of the trace for each invocation, with its error where it fails. */
export const tracing = captureLambdaHandler(tracer, { captureResponse: false });

/** Names the trace that the invocation belongs to. */
export function currentTraceId(): string | undefined {
  return tracer.getRootXrayTraceId();
}
