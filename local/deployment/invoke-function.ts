import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { awsClientOptions, functionLogCommand } from './aws-clients.ts';

/** What a function of the pipeline ended with instead of an answer. */
export class FunctionFailedError extends StartError {
  /** The name of the error's class. */
  readonly errorType: string | undefined;
  readonly errorMessage: string | undefined;

  constructor(name: string, { errorType, errorMessage }: { errorType?: string; errorMessage?: string }) {
    super(`${name} failed: ${errorType}: ${errorMessage}\nIts log: ${functionLogCommand(name)}`);
    this.errorType = errorType;
    this.errorMessage = errorMessage;
  }
}

/** A client that asks once and waits so long for an answer: asked again, a function would do its work twice. */
export function patientLambda(settings: Settings, timeoutMs: number): LambdaClient {
  return new LambdaClient({
    ...awsClientOptions(settings),
    maxAttempts: 1,
    requestHandler: { requestTimeout: timeoutMs, throwOnRequestTimeout: true },
  });
}

/** @returns the function's answer, parsed. @throws FunctionFailedError */
export async function invokeFunction<Answer>(
  client: LambdaClient,
  FunctionName: string,
  event: object,
  abortSignal?: AbortSignal,
): Promise<Answer> {
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) });
  const { FunctionError, Payload } = await client.send(command, { abortSignal });
  const answer = JSON.parse(Payload?.transformToString() ?? 'null');
  if (FunctionError) throw new FunctionFailedError(FunctionName, answer ?? {});
  return answer as Answer;
}
