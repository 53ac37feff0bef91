import { InvokeCommand, type LambdaClient, LambdaServiceException } from '@aws-sdk/client-lambda';
import type { FunctionAnswer } from './failure-record.ts';

/** What an invocation came to: the function answered, or the request did not reach it. */
export type Invocation =
  | { readonly kind: 'answered'; readonly answer: FunctionAnswer; readonly payload: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'unavailable'; readonly reason: string };

const payloadTooLarge = 413;
const tooManyRequests = 429;
const notFound = 404;

/** Never rejects: what keeps the request from the function is an outcome too. */
export type InvokeFunction = (functionArn: string, payload: Buffer, signal: AbortSignal) => Promise<Invocation>;

export function lambdaInvoker(client: LambdaClient): InvokeFunction {
  return async (functionArn, payload, signal) => {
    try {
      const command = new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'RequestResponse',
        LogType: 'None',
        Payload: payload,
      });
      const response = await client.send(command, { abortSignal: signal });
      return {
        kind: 'answered',
        answer: {
          requestId: response.$metadata.requestId ?? '',
          statusCode: response.StatusCode ?? 200,
          executedVersion: response.ExecutedVersion ?? '$LATEST',
          ...(response.FunctionError && { functionError: response.FunctionError }),
        },
        payload: response.Payload?.transformToString() ?? '',
      };
    } catch (error) {
      return unanswered(error as Error, functionArn);
    }
  };
}

/** By the status, because the API's model does not have all the names that errors really have. */
function unanswered(error: Error, functionArn: string): Invocation {
  const status = error instanceof LambdaServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === payloadTooLarge) return { kind: 'too-large' };
  if (status === tooManyRequests) return { kind: 'throttled' };
  if (status === notFound) {
    return { kind: 'unavailable', reason: `Function not found (${functionArn}): create it, or update the mapping` };
  }
  return { kind: 'unavailable', reason: `The function could not be invoked (${error.name}: ${error.message})` };
}
