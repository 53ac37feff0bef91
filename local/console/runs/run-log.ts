import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LogAnswer, LogLine, RunView } from './answers.ts';
import { invocationLog } from './invocation-log.ts';

export const fetchLog = '/aws/lambda/users-fetch';

const clocksDifferMs = 5000;
/** An invocation begins before its run, and what a function writes last comes after the run has ended. */
const beforeMs = 60_000;
const afterMs = 5 * 60_000;

/** What the invocations wrote that have done the run. */
export function runLog(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  run: RunView,
  after: string | undefined,
): Promise<LogAnswer> {
  const startedMs = Date.parse(run.startedAt);
  const mention = {
    group: fetchLog,
    fromMs: startedMs - beforeMs,
    toMs: run.endedAt === null ? undefined : Date.parse(run.endedAt) + afterMs,
    pattern: `{ $.runId = "${run.runId}" }`,
    // An event that found the date done, or the run under way, names it too, and has done nothing of it. What is older
    // is of a run that was deleted, whose id this one has.
    matches: ({ at, fields }: LogLine) =>
      fields.runId === run.runId && fields.repeated !== true && Date.parse(at) >= startedMs - clocksDifferMs,
  };
  return invocationLog(logs, mention, after);
}
