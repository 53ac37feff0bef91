import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { LetterNotFoundError } from '../../lambdas/core/errors.ts';
import type { RedriveResult } from '../../lambdas/redrive/redrive.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { awsEndpoint } from './aws-clients.ts';
import { FunctionFailedError, invokeFunction, patientLambda } from './invoke-function.ts';

const functionName = 'users-redrive';
/** The function has five minutes. */
const answerTimeoutMs = 330_000;

/** The letter that was asked for is not in the queue, or somebody else has it just now. */
export class LetterGone extends StartError {}

/**
 * Invokes `users-redrive` and waits for its answer.
 * @throws LetterGone
 * @throws StartError when it fails, is not deployed, or LocalStack is away.
 */
export async function askRedrive<Result extends RedriveResult>(settings: Settings, event: object): Promise<Result> {
  const client = patientLambda(settings, answerTimeoutMs);
  try {
    return await invokeFunction<Result>(client, functionName, event);
  } catch (error) {
    throw problemOf(error, settings);
  } finally {
    client.destroy();
  }
}

function problemOf(error: unknown, settings: Settings): unknown {
  if (error instanceof FunctionFailedError && error.errorType === LetterNotFoundError.name) {
    return new LetterGone(error.errorMessage);
  }
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
