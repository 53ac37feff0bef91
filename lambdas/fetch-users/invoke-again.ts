import { InvocationType, InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { FetchPorts } from './fetch-users.ts';
import { continuationOf } from './read-event.ts';

/** Has Lambda invoke the function once more, with an event of its own, when it finds the time. */
export function invokeAgain(client: LambdaClient, functionName: string): FetchPorts['goOn'] {
  return async (request, continues) => {
    const Payload = JSON.stringify(continuationOf(request, continues));
    await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: InvocationType.Event, Payload }));
  };
}
