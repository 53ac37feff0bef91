import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { awsClientOptions, functionLogCommand } from './aws-clients.ts';

const maximumLambdaMs = 15 * 60 * 1000;

/** Invokes `users-fetch` and waits for its answer. */
export async function fetchUsers(
  settings: Settings,
  event: { users: number; date?: string },
  signal: AbortSignal,
): Promise<RunResult> {
  const client = new LambdaClient({
    ...awsClientOptions(settings),
    maxAttempts: 1,
    requestHandler: { requestTimeout: maximumLambdaMs, throwOnRequestTimeout: true },
  });
  try {
    const command = new InvokeCommand({
      FunctionName: 'users-fetch',
      Payload: JSON.stringify({ ...event, trigger: 'manual' }),
    });
    const { FunctionError, Payload } = await client.send(command, { abortSignal: signal });
    const answer = JSON.parse(Payload?.transformToString() ?? 'null');
    if (!FunctionError) return answer as RunResult;
    throw new StartError(
      `users-fetch failed: ${answer?.errorType}: ${answer?.errorMessage}\n` +
        `Its log: ${functionLogCommand('users-fetch')}`,
    );
  } finally {
    client.destroy();
  }
}
