import type { ListedLetter, ListResult } from '../../../lambdas/redrive/list-letters.ts';
import type { ShownLetter } from '../../../lambdas/redrive/show-letter.ts';
import { helpOf, reasonHelp } from '../../deployment/dead-letter-reasons.ts';
import type { LetterLine, LetterList, ReasonView, WholeLetter } from './answers.ts';
import { lookedAt } from './freshness.ts';

export const pageSize = 50;
const maximumMessage = 300;

export interface ListChoice {
  readonly reason?: string;
  readonly from: number;
}

/** A page of a list that was read, with the reasons of all that it has seen. */
export function letterList(result: ListResult, readMs: number, { reason, from }: ListChoice): LetterList {
  const chosen = result.letters.filter((letter) => reason === undefined || letter.reason === reason);
  return {
    at: new Date(readMs).toISOString(),
    reasons: reasonsOf(result, reason),
    lookedAt: lookedAt(result),
    complete: result.complete,
    total: chosen.length,
    letters: chosen.slice(from, from + pageSize).map(letterLine),
    from,
    pageSize,
  };
}

export function letterLine(letter: ListedLetter): LetterLine {
  const { id, reason, message, ranges, records, bytes, replays = null, failedAt } = letter;
  const cut = message.length > maximumMessage ? `${message.slice(0, maximumMessage).toWellFormed()}…` : message;
  return { id, reason, message: cut, ranges, records, bytes, replays, failedAt };
}

export function wholeLetter(letter: ShownLetter): WholeLetter {
  const { message, requestId = null, shown, notShown, body = null } = letter;
  return { ...letterLine(letter), message, requestId, shown, notShown, body };
}

/** The most letters first. What was not met may be behind what was looked at. */
function reasonsOf({ reasons, complete }: ListResult, chosen: string | undefined): ReasonView[] {
  const met = Object.entries(reasons).sort(([, one], [, other]) => other - one);
  const others = [...(complete ? [] : Object.keys(reasonHelp)), ...(chosen === undefined ? [] : [chosen])];
  const unmet = [...new Set(others)].filter((reason) => !Object.hasOwn(reasons, reason));
  const counts: (readonly [string, number | null])[] = [
    ...met,
    ...unmet.map((one) => [one, complete ? 0 : null] as const),
  ];
  return counts.map(([reason, letters]) => ({ reason, letters, help: helpOf(reason) ?? null }));
}
