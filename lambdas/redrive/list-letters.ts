import type { Letter, OffsetRange } from './letter.ts';
import type { LetterQueue } from './letter-queue.ts';
import { QueueWalk } from './queue-walk.ts';
import type { ListRequest } from './read-event.ts';
import { describeBytes, type ShownBytes } from './shown-bytes.ts';

/** A letter in a list: without its value. */
export interface ListedLetter {
  readonly id: string;
  readonly kind: Letter['kind'];
  readonly reason: string;
  readonly message: string;
  /** Where the records are, or were. */
  readonly ranges: readonly OffsetRange[];
  readonly records: number;
  readonly bytes: number;
  /** Of one record. */
  readonly key?: ShownBytes | null;
  readonly replays?: number;
  /** ISO 8601 */
  readonly failedAt: string;
  readonly ageSeconds: number;
}

export interface ListResult {
  /** About how many messages the queue has. */
  readonly queued: number;
  /** How many letters of it, by reason, were looked at. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Whether every message was looked at: the list stops when it is full. */
  readonly complete: boolean;
  /** The oldest first. */
  readonly letters: readonly ListedLetter[];
}

/** Lists letters, and gives each of them back. @param visibilitySeconds see WalkOptions */
export async function listLetters(
  { reason, limit }: ListRequest,
  queue: LetterQueue,
  { nowMs, visibilitySeconds }: { readonly nowMs: number; readonly visibilitySeconds: number },
  deadline: AbortSignal,
): Promise<ListResult> {
  const queued = await queue.count();
  const walk = new QueueWalk(queue, { visibilitySeconds, beforeMs: Number.POSITIVE_INFINITY });
  const letters: ListedLetter[] = [];
  const reasons = new Map<string, number>();
  try {
    while (letters.length < limit && !deadline.aborted) {
      const some = await walk.next();
      if (some.length === 0) break;
      for (const letter of some) {
        reasons.set(letter.reason, (reasons.get(letter.reason) ?? 0) + 1);
        if (reason === undefined || letter.reason === reason) letters.push(toListed(letter, nowMs));
      }
    }
  } finally {
    await walk.giveBack();
  }
  const complete = walk.sawAll && letters.length <= limit;
  const oldestFirst = letters.sort((a, b) => b.ageSeconds - a.ageSeconds).slice(0, limit);
  return { queued, reasons: Object.fromEntries(reasons), complete, letters: oldestFirst };
}

export function toListed(letter: Letter, nowMs: number): ListedLetter {
  const { id, kind, reason, message, ranges, records, bytes, replays, failedAt } = letter;
  return {
    ...{ id, kind, reason, message, ranges, records, bytes },
    ...(letter.kind === 'record' && { key: letter.letter.key === null ? null : keyOf(letter.letter.key) }),
    ...(replays !== undefined && { replays }),
    failedAt,
    ageSeconds: Math.max(0, Math.round((nowMs - Date.parse(failedAt)) / 1000)),
  };
}

function keyOf(base64: string): ShownBytes {
  return describeBytes(Buffer.from(base64, 'base64'));
}
