import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { traceBeganMs } from '../../../lambdas/core/trace-id.ts';
import { unusable } from '../problem.ts';
import type { BatchesAnswer, BatchView, LogAnswer, LogLine } from './answers.ts';
import { invocationLog, phrase } from './invocation-log.ts';
import { readLogLine } from './log-line.ts';
import { fetchLog } from './run-log.ts';
import { searchLog } from './search-log.ts';

type Logs = Pick<CloudWatchLogsClient, 'send'>;

const sinkLog = '/aws/lambda/users-sink';

/** Sixteen invocations of fourteen minutes, and what waits between them. */
const longestFetchMs = 6 * 3_600_000;
const clocksDifferMs = 60_000;
const shownBatches = 200;

/** ISO 8601. @throws ConsoleProblem for what is no trace's id */
export function traceBegan(traceId: string): string {
  return new Date(beganMs(traceId)).toISOString();
}

/** What the invocations of users-fetch wrote that belong to the trace. */
export function fetchLogOf(logs: Logs, traceId: string, after: string | undefined): Promise<LogAnswer> {
  const fromMs = beganMs(traceId) - clocksDifferMs;
  const window = { group: fetchLog, fromMs, toMs: fromMs + longestFetchMs, pattern: phrase(traceId) };
  return invocationLog(logs, { ...window, matches: (line) => line.traceId === traceId }, after);
}

/** The runs of which the invocations have done something: one that was done before is left out. */
export function runsOf(lines: readonly LogLine[]): string[] {
  const done = lines.filter(({ fields }) => fields.repeated !== true);
  return [...new Set(done.flatMap(({ fields: { runId } }) => (typeof runId === 'string' ? [runId] : [])))];
}

/** The batches in which the sink was given records of the trace: whenever that was. */
export async function batchesOf(logs: Logs, traceId: string, after: string | undefined): Promise<BatchesAnswer> {
  const fromMs = beganMs(traceId) - clocksDifferMs;
  const { events, next } = await searchLog(logs, {
    ...{ group: sinkLog, fromMs, pattern: phrase(traceId), after, limit: shownBatches },
    matches: (message) => message.includes(traceId) && isBatchOf(readLogLine({ message }), traceId),
  });
  return { group: sinkLog, batches: events.map((event) => batchView(readLogLine(event))), next };
}

/** Whether it is the line that the sink writes for each batch. */
function isBatchOf({ text, fields: { traceIds } }: LogLine, traceId: string): boolean {
  return text === 'batch written' && Array.isArray(traceIds) && traceIds.includes(traceId);
}

type BatchFields = Pick<BatchView, 'records' | 'failed' | 'givenUp' | 'offsets'> & {
  readonly traceIds: readonly string[];
};

function batchView({ at, requestId, fields }: LogLine): BatchView {
  const { records, failed, givenUp, traceIds, offsets } = fields as unknown as BatchFields;
  return { at, requestId, records, failed, givenUp, traces: traceIds.length, offsets };
}

function beganMs(traceId: string): number {
  const ms = traceBeganMs(traceId);
  if (ms === undefined)
    throw unusable(`${traceId.slice(0, 100)} is no trace id as 1-67891233-abcdef012345678912345678.`);
  return ms;
}
