import { userInfo } from 'node:os';
import type { AuditRow } from '../../lambdas/redrive/audit.ts';
import type { DiscardResult } from '../../lambdas/redrive/discard-letters.ts';
import type { ListResult } from '../../lambdas/redrive/list-letters.ts';
import type { ReplayResult } from '../../lambdas/redrive/replay-letters.ts';
import type { ShownLetter } from '../../lambdas/redrive/show-letter.ts';
import { askRedrive } from '../deployment/ask-redrive.ts';
import { discardAll, replayAll } from '../deployment/redrive-all.ts';
import type { Settings } from '../settings.ts';
import { StartError } from '../start-error.ts';
import { describeAudit, describeDiscard, describeLetter, describeList, describeReplay } from './redrive-text.ts';

interface Output {
  readonly json?: boolean;
}

export interface DiscardChoice extends Output {
  readonly all?: boolean;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

export interface ReplayChoice extends DiscardChoice {
  readonly force?: boolean;
}

export async function listDeadLetters(
  settings: Settings,
  { json, ...options }: Output & { readonly limit: number; readonly reason?: string },
): Promise<void> {
  const list = await askRedrive<ListResult>(settings, { action: 'list', ...options });
  print(list, json, describeList);
}

export async function showDeadLetter(settings: Settings, id: string, { json }: Output): Promise<void> {
  print(await askRedrive<ShownLetter>(settings, { action: 'show', id }), json, describeLetter);
}

export async function showReplays(
  settings: Settings,
  { json, limit }: Output & { readonly limit: number },
): Promise<void> {
  const { rows } = await askRedrive<{ rows: AuditRow[] }>(settings, { action: 'audit', limit });
  print(rows, json, describeAudit);
}

/** Asks the function until no letter is left. @returns whether each letter was replayed */
export async function replayDeadLetters(
  settings: Settings,
  id: string | undefined,
  { json, ...choice }: ReplayChoice,
): Promise<boolean> {
  const event = eventOf('replay', id, choice);
  const total = await replayAll((more) => askRedrive<ReplayResult>(settings, { ...event, ...more }), report);
  print(total, json, describeReplay);
  return total.refused + total.failed === 0 && (total.left === 0 || total.dryRun);
}

/** Asks the function until no letter is left. @returns whether each letter was discarded */
export async function discardDeadLetters(
  settings: Settings,
  id: string | undefined,
  { json, ...choice }: DiscardChoice,
): Promise<boolean> {
  const event = eventOf('discard', id, choice);
  const total = await discardAll((more) => askRedrive<DiscardResult>(settings, { ...event, ...more }), report);
  print(total, json, describeDiscard);
  return total.failed === 0 && (total.left === 0 || total.dryRun);
}

/** @throws StartError unless exactly one thing says which letters are meant */
function eventOf(action: 'replay' | 'discard', id: string | undefined, choice: ReplayChoice): object {
  if ([id, choice.all, choice.reason].filter(Boolean).length !== 1) {
    throw new StartError(`Say what to ${action}: the id of a letter, --all, or --reason with one of npm run redrive.`);
  }
  return { action, ...(id !== undefined && { id }), ...choice, requestedBy: userInfo().username };
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print<Result>(result: Result, json: boolean | undefined, describe: (result: Result) => string): void {
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : describe(result));
}
