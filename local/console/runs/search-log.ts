import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent } from './log-line.ts';

export interface LogSearch {
  readonly group: string;
  /** In milliseconds since 1970. */
  readonly fromMs: number;
  /** @default - to the end of the log */
  readonly toMs?: number;
  /** In CloudWatch's words, for which LocalStack has no ear: it gives every event. */
  readonly pattern: string;
  readonly matches: (message: string) => boolean;
  /** Where an earlier search has ended. */
  readonly after?: string;
  /** Ends with the page on which there are so many. */
  readonly limit: number;
}

export interface Found {
  /** The oldest first. */
  readonly events: readonly LogEvent[];
  /** For the search that goes on; null when everything was looked at. */
  readonly next: string | null;
}

const eventsOfPage = 1000;
/** CloudWatch may give many pages with nothing on them. */
const mostPages = 5;

type Logs = Pick<CloudWatchLogsClient, 'send'>;

/** A bounded look through a log group. */
export async function searchLog(logs: Logs, search: LogSearch): Promise<Found> {
  const { group, fromMs, toMs, pattern, matches, after, limit } = search;
  const events: LogEvent[] = [];
  let nextToken = after;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await logs.send(
      new FilterLogEventsCommand({
        ...{ logGroupName: group, startTime: fromMs, endTime: toMs, filterPattern: pattern },
        // Always so in CloudWatch; in LocalStack without it the lines of each environment stand together.
        ...{ interleaved: true, limit: eventsOfPage, nextToken },
      }),
    );
    events.push(...(answer.events ?? []).filter(({ message = '' }) => matches(message)));
    nextToken = answer.nextToken;
    if (nextToken === undefined || events.length >= limit) break;
  }
  return { events, next: nextToken ?? null };
}
