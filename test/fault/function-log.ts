import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import type { Settings } from '../../local/settings.ts';

/** What a function has written since then (ms since 1970), as one text. */
export async function functionLog(settings: Settings, name: string, startTime: number): Promise<string> {
  const client = new CloudWatchLogsClient(awsClientOptions(settings));
  const lines: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const command = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, startTime, nextToken });
      const { events = [], nextToken: next } = await client.send(command);
      lines.push(...events.map(({ message = '' }) => message));
      nextToken = next;
    } while (nextToken !== undefined);
  } finally {
    client.destroy();
  }
  return lines.join('\n');
}
