import type { AuditRow } from '../../lambdas/redrive/audit.ts';
import type { DiscardResult } from '../../lambdas/redrive/discard-letters.ts';
import { counted, type OffsetRange } from '../../lambdas/redrive/letter.ts';
import type { ListedLetter, ListResult } from '../../lambdas/redrive/list-letters.ts';
import type { ReplayResult } from '../../lambdas/redrive/replay-letters.ts';
import type { ShownLetter, ShownRecord } from '../../lambdas/redrive/show-letter.ts';
import type { ShownBytes } from '../../lambdas/redrive/shown-bytes.ts';
import { printable, shortened } from './printable.ts';

const messageWidth = 60;
const keyWidth = 36;

/** For people: what others have written is made printable. */
export function describeList({ queued, reasons, complete, letters }: ListResult): string {
  if (letters.length === 0) {
    return queued === 0 ? 'There are no dead letters.\n' : `None of about ${queued} messages in the queue is meant.\n`;
  }
  const rows = letters.map((letter) => [
    printable(letter.id),
    printable(letter.reason),
    String(letter.records),
    letter.replays === undefined ? '?' : String(letter.replays),
    describeAge(letter.ageSeconds),
    letter.key ? shortened(textOf(letter.key), keyWidth) : '',
    shortened(letter.message, messageWidth),
  ]);
  const counts = Object.entries(reasons).map(([reason, count]) => `${count} ${printable(reason)}`);
  const rest = complete ? '' : ' Not all were looked at: ask for more with --limit.';
  return `${table([['id', 'reason', 'records', 'replays', 'age', 'key', 'message'], ...rows])}

About ${queued} in the queue; ${counts.join(', ')}.${rest}
See one: npm run redrive -- show <id>    Replay: npm run redrive -- replay <id> | --reason <reason> | --all
Mended otherwise, or worth nothing: npm run redrive -- discard <id> | --reason <reason> | --all
`;
}

export function describeLetter(letter: ShownLetter): string {
  const facts: [string, string][] = [
    ['id', letter.id],
    ['reason', letter.reason],
    ['message', letter.message],
    ['records', letter.ranges.map(describeRange).join(', ')],
    ['failed', `${letter.failedAt} (${describeAge(letter.ageSeconds)} ago)`],
    ...(letter.replays === undefined ? [] : [['replays', String(letter.replays)] as [string, string]]),
    ...(letter.requestId === undefined ? [] : [['request', letter.requestId] as [string, string]]),
    ...(letter.body === undefined ? [] : [['body', letter.body] as [string, string]]),
  ];
  const more = letter.notShown > 0 ? `\n${letter.notShown} records more are not shown.\n` : '';
  return `${lines(facts)}\n${letter.shown.map(describeRecord).join('')}${more}`;
}

export function describeReplay(result: ReplayResult): string {
  return describeOutcome(result, 'replayed', result.replayed, [`${result.refused} refused`]);
}

export function describeDiscard(result: DiscardResult): string {
  return describeOutcome(result, 'discarded', result.discarded);
}

/** The letters that are not done with, each with why, and how many there are of each kind. */
function describeOutcome(
  { dryRun, records, failed, left, letters }: ReplayResult | DiscardResult,
  done: 'replayed' | 'discarded',
  count: number,
  others: readonly string[] = [],
): string {
  const problems = letters.filter(({ action }) => action !== done);
  const rows = problems.map(({ id, action, error = '' }) => [printable(id), action, printable(error)]);
  const counts = [
    `${counted(count, 'letter')} (${counted(records, 'record')}) ${dryRun ? `would be ${done}` : done}`,
    ...others,
    `${failed} failed`,
    ...(left > 0 ? [`about ${left} left`] : []),
  ];
  return `${rows.length > 0 ? `${table(rows)}\n\n` : ''}${counts.join(', ')}.\n`;
}

export function describeAudit(rows: readonly AuditRow[]): string {
  if (rows.length === 0) return 'No letter has been replayed or discarded yet.\n';
  const cells = rows.map(({ at, letterId, reason, action, records, replays, requestedBy, error }) => [
    ...[at, printable(letterId), printable(reason), action, String(records), String(replays), printable(requestedBy)],
    shortened(error ?? '', messageWidth),
  ]);
  return `${table([['at', 'letter', 'reason', 'action', 'records', 'replays', 'by', 'error'], ...cells])}\n`;
}

function describeRecord({ partition, offset, timestamp, key, value, valueError, schemaId, headers }: ShownRecord) {
  const facts: [string, string][] = [
    ['record', `partition ${partition}, offset ${offset}, ${timestamp}`],
    ['key', key === null ? '(none)' : textOf(key)],
    ...headers.map(([name, text]): [string, string] => [`header ${name}`, textOf(text)]),
    ...(schemaId === undefined ? [] : [['schema', schemaId] as [string, string]]),
    ['value', valueError ?? (value === null ? '(none: a deletion)' : textOf(value))],
  ];
  return `\n${lines(facts)}\n`;
}

function describeRange({ topic, partition, first, last }: OffsetRange): string {
  return `${topic} partition ${partition} offset ${first}${last > first ? ` to ${last}` : ''}`;
}

function textOf(bytes: ShownBytes): string {
  return 'text' in bytes ? bytes.text : `base64:${bytes.base64}`;
}

function describeAge(seconds: ListedLetter['ageSeconds']): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

function lines(facts: readonly (readonly [string, string])[]): string {
  return table(facts.map(([name, value]) => [printable(name), printable(value)]));
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
