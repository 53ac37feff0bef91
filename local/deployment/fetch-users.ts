import type { RunResult } from '../../lambdas/fetch-users/fetch-users.ts';
import type { Trigger } from '../../lambdas/fetch-users/read-event.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { awaitRun } from './await-run.ts';
import { functionLogCommand } from './aws-clients.ts';
import { invokeFunction, patientLambda } from './invoke-function.ts';

export interface FetchEvent {
  readonly date?: string;
  readonly users?: number;
  readonly trigger: Exclude<Trigger, 'schedule'>;
  readonly rerun?: boolean;
}

const maximumLambdaMs = 15 * 60 * 1000;

/** A run that was killed is gone on with by the next event; more of them than this die of something else. */
const maximumAttempts = 3;

/**
 * Has `users-fetch` fetch the users of a date, and waits until that is done: by this invocation and those that it hands
 * its run to, or by a run that was under way.
 * @throws StartError when the run fails.
 */
export async function fetchUsers(
  settings: Settings,
  event: FetchEvent,
  signal: AbortSignal,
  report: (line: string) => void = () => undefined,
): Promise<RunResult> {
  const client = patientLambda(settings, maximumLambdaMs);
  try {
    for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
      const answer = await invokeFunction<RunResult>(client, 'users-fetch', event, signal);
      if (answer.state === 'succeeded' || answer.state === 'degraded') return answer;
      const ended = await awaitRun(settings, answer, report, signal);
      if (ended) return { ...answer, ...ended };
    }
    throw new StartError(
      `users-fetch was killed ${maximumAttempts} times. Its log: ${functionLogCommand('users-fetch')}`,
    );
  } finally {
    client.destroy();
  }
}
