import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LogAnswer, LogLine } from './answers.ts';
import { readLogLine } from './log-line.ts';
import { type LogSearch, searchLog } from './search-log.ts';

/** Of a run with all its continuations, and events that came too late for it. */
const mostInvocations = 20;
const mostMentions = 200;
const shownLines = 300;

/**
 * The lines of a function's invocations, of which some lines alone say what they are about: first those are looked for,
 * and then every line that names one of their invocations.
 * @param mention finds the lines that say it
 */
export async function invocationLog(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  mention: Omit<LogSearch, 'limit' | 'matches' | 'after'> & { readonly matches: (line: LogLine) => boolean },
  after: string | undefined,
): Promise<LogAnswer> {
  const { group, fromMs, toMs } = mention;
  const matches = (message: string) => mention.matches(readLogLine({ message }));
  const { events: mentions } = await searchLog(logs, { ...mention, matches, limit: mostMentions });
  const ids = new Set(mentions.flatMap((event) => readLogLine(event).requestId ?? []));
  const requestIds = [...ids].slice(0, mostInvocations);
  if (requestIds.length === 0) return { group, lines: [], next: null };
  const { events, next } = await searchLog(logs, {
    ...{ group, fromMs, toMs, after, limit: shownLines, pattern: anyOf(requestIds) },
    matches: (message) => requestIds.some((id) => message.includes(id)),
  });
  return { group, lines: events.map(readLogLine), next };
}

/** In CloudWatch's words. */
export function phrase(text: string): string {
  return `"${text}"`;
}

function anyOf(texts: readonly string[]): string {
  return texts.length === 1 ? texts.map(phrase).join('') : texts.map((text) => `?${phrase(text)}`).join(' ');
}
