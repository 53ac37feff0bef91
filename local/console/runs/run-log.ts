import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LogAnswer, LogLine, RunView } from './answers.ts';
import { invocationLog } from './invocation-log.ts';

export const fetchLog = '/aws/lambda/users-fetch';

/** Clocks differ a little, and what a function writes last comes after the run has ended. */
const beforeMs = 60_000;
const afterMs = 5 * 60_000;

/** What the invocations wrote that have done the run. */
export function runLog(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  run: RunView,
  after: string | undefined,
): Promise<LogAnswer> {
  const mention = {
    group: fetchLog,
    fromMs: Date.parse(run.startedAt) - beforeMs,
    toMs: run.endedAt === null ? undefined : Date.parse(run.endedAt) + afterMs,
    pattern: `{ $.runId = "${run.runId}" }`,
    // An event that found the date done, or the run under way, names it too, and has done nothing of it.
    matches: ({ fields }: LogLine) => fields.runId === run.runId && fields.repeated !== true,
  };
  return invocationLog(logs, mention, after);
}
