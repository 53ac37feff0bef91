import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientSettings } from '../stack/client-settings.ts';

export interface FunctionLog {
  readonly name: string;
  readonly text: string;
}

/** All that is in the log groups of the tests' LocalStack. */
export async function functionLogs(): Promise<FunctionLog[]> {
  const client = new CloudWatchLogsClient(clientSettings());
  const logs: FunctionLog[] = [];
  try {
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
      for (const { logGroupName = '' } of logGroups)
        logs.push({ name: logGroupName, text: await logGroupText(client, logGroupName) });
    }
    return logs;
  } finally {
    client.destroy();
  }
}

/** All that is in a log group. */
export async function logGroupText(client: CloudWatchLogsClient, logGroupName: string): Promise<string> {
  const messages: (string | undefined)[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
    messages.push(...events.map(({ message }) => message));
  }
  return messages.join('\n');
}
