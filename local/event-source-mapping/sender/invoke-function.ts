import { InvokeCommand, type LambdaClient, LambdaServiceException } from '@aws-sdk/client-lambda';
import type { FunctionAnswer } from './failure-record.ts';

/** What an invocation came to: the function answered, or the request did not reach it. */
export type Invocation =
  | { readonly kind: 'answered'; readonly answer: FunctionAnswer; readonly payload: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unavailable'; readonly reason: string };

const payloadTooLarge = 413;

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
      // By the status, because the API's model does not have the name that the error really has.
      const tooLarge = error instanceof LambdaServiceException && error.$metadata.httpStatusCode === payloadTooLarge;
      if (tooLarge) return { kind: 'too-large' };
      const { name, message } = error as Error;
      return { kind: 'unavailable', reason: `The function could not be invoked (${name}: ${message})` };
    }
  };
}
