import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { functionName } from '../function-name.ts';
import { type LogEvent, logStreamName } from './log-batch.ts';
import type { PutLogEvents } from './log-writer.ts';

export interface LogClients {
  readonly logs: CloudWatchLogsClient;
  /** For the function's own log group. */
  readonly lambda: LambdaClient;
}

/** Writes to the mapping's stream of the day, in the function's log group; makes both where they are missing. */
export function cloudWatchLogStream({ logs, lambda }: LogClients, functionArn: string, uuid: string): PutLogEvents {
  let logGroupName: string | undefined;
  return async (events, abortSignal) => {
    const [first] = events;
    if (first === undefined) return;
    logGroupName ??= await findLogGroup(lambda, functionArn, abortSignal);
    const stream = { logGroupName, logStreamName: logStreamName(first.timestampMs, uuid) };
    const put = new PutLogEventsCommand({ ...stream, logEvents: inOrder(events) });
    try {
      await logs.send(put, { abortSignal });
    } catch (error) {
      if (!is(error, 'ResourceNotFoundException')) throw error;
      await made(logs.send(new CreateLogGroupCommand({ logGroupName }), { abortSignal }));
      await made(logs.send(new CreateLogStreamCommand(stream), { abortSignal }));
      await logs.send(put, { abortSignal });
    }
  };
}

async function findLogGroup(lambda: LambdaClient, FunctionName: string, abortSignal: AbortSignal): Promise<string> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }), { abortSignal });
  return LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName(FunctionName)}`;
}

/** PutLogEvents wants the order of time, which a clock that is set back does not keep. */
function inOrder(events: readonly LogEvent[]) {
  return events
    .map(({ timestampMs, message }) => ({ timestamp: timestampMs, message }))
    .sort((a, b) => a.timestamp - b.timestamp);
}

async function made(request: Promise<unknown>): Promise<void> {
  await request.catch((error: unknown) => {
    if (!is(error, 'ResourceAlreadyExistsException')) throw error;
  });
}

function is(error: unknown, name: string): boolean {
  return (error as Error).name === name;
}
