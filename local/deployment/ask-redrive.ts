import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { LetterNotFoundError } from '../../lambdas/core/errors.ts';
import type { RedriveResult } from '../../lambdas/redrive/redrive.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { awsClientOptions, awsEndpoint, functionLogCommand } from './aws-clients.ts';

const functionName = 'users-redrive';
/** The function has five minutes. */
const answerTimeoutMs = 330_000;

/**
 * Invokes `users-redrive` and waits for its answer.
 * @throws StartError when it fails, is not deployed, or LocalStack is away.
 */
export async function askRedrive<Result extends RedriveResult>(settings: Settings, event: object): Promise<Result> {
  const client = new LambdaClient({
    ...awsClientOptions(settings),
    maxAttempts: 1,
    requestHandler: { requestTimeout: answerTimeoutMs, throwOnRequestTimeout: true },
  });
  try {
    const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) });
    const { FunctionError, Payload } = await client.send(command);
    const answer = JSON.parse(Payload?.transformToString() ?? 'null');
    if (!FunctionError) return answer as Result;
    if (answer?.errorType === LetterNotFoundError.name) throw new StartError(answer.errorMessage);
    throw new StartError(
      `${functionName} failed: ${answer?.errorType}: ${answer?.errorMessage}\n` +
        `Its log: ${functionLogCommand(functionName)}`,
    );
  } catch (error) {
    throw problemOf(error, settings);
  } finally {
    client.destroy();
  }
}

function problemOf(error: unknown, settings: Settings): unknown {
  if (error instanceof ResourceNotFoundException) {
    return new StartError(`${functionName} is not deployed. Deploy it with npm start.`, { cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const message = `LocalStack does not answer at ${awsEndpoint(settings)}. Start it with npm start.`;
    return new StartError(message, { cause: error });
  }
  return error;
}
