import type { AuditEntry } from './audit.ts';
import { type Decision, decide, decideAtOnce } from './decide.ts';
import { copiesById, deleteLetters, type LetterCopies } from './delete-letters.ts';
import { replaysOf } from './original.ts';
import { placeOf } from './publish-again.ts';
import type { HeldLetter, QueueWalk } from './queue-walk.ts';
import type { ReplayRequest } from './read-event.ts';
import type { LetterOutcome, ReplayPorts } from './replay-letters.ts';
import type { TopicRecord } from './topic-records.ts';
import type { RequestOptions } from './walk-chosen.ts';

interface Plan extends LetterCopies {
  readonly decision: Decision;
}

/** Does one wave as a whole. @returns what became of each letter but of those there was no time for. */
export async function replayWave(
  wave: readonly HeldLetter[],
  walk: QueueWalk,
  request: ReplayRequest,
  ports: ReplayPorts,
  options: RequestOptions,
  deadline: AbortSignal,
): Promise<LetterOutcome[]> {
  const plans = await planWave(wave, request, ports, options, deadline);
  const records = recordsOf(plans);
  if (request.dryRun) return plans.flatMap((plan) => outcomeOf(plan, new Map()));

  const problems = records.length > 0 ? await ports.publish(records) : new Map<string, string>();
  const outcomes = plans.flatMap((plan) => outcomeOf(plan, problems));
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const entries = plans.flatMap((plan) => entryOf(plan, byId.get(plan.letter.id)));
  await ports.audit.write(entries, { requestedBy: request.requestedBy, requestId: options.requestId });
  const replayed = plans.filter(({ letter }) => byId.get(letter.id)?.action === 'replayed');
  const undeleted = await deleteLetters(replayed, walk, ports.values);
  return outcomes.map((outcome) => {
    const problem = undeleted.get(outcome.id);
    if (problem === undefined) return outcome;
    return { ...outcome, action: 'failed', error: `Its records were published, but ${problem}` };
  });
}

async function planWave(
  wave: readonly HeldLetter[],
  { force }: ReplayRequest,
  { readTopic, values }: ReplayPorts,
  { topic }: RequestOptions,
  deadline: AbortSignal,
): Promise<Plan[]> {
  const facts = { topic, force };
  const groups = copiesById(wave);
  const open = groups.flatMap(({ letter }) => (decideAtOnce(letter, facts) ? [] : letter.ranges));
  const read = await readTopic(open, deadline);
  const plans: Plan[] = [];
  for (const { letter, copies } of groups) {
    const readValue = async () => (letter.kind === 'record' ? values.read(letter.letter) : null);
    plans.push({ letter, copies, decision: await decide(letter, read, facts, readValue) });
  }
  return plans;
}

/** In their order in the topic, and each once, though two letters may be about it. */
function recordsOf(plans: readonly Plan[]): TopicRecord[] {
  const all = plans.flatMap(({ decision }) => (decision.action === 'replay' ? decision.records : []));
  const distinct = new Map(all.map((record) => [placeOf(record), record]));
  return [...distinct.values()].sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

function outcomeOf({ letter, decision }: Plan, problems: ReadonlyMap<string, string>): LetterOutcome[] {
  const { id, reason } = letter;
  if (decision.action === 'leave') return [];
  if (decision.action !== 'replay') {
    const action = decision.action === 'refuse' ? 'refused' : 'failed';
    return [{ id, reason, action, records: 0, error: decision.error }];
  }
  const { records, from } = decision;
  const error = records.map((record) => problems.get(placeOf(record))).find((problem) => problem !== undefined);
  if (error !== undefined) return [{ id, reason, action: 'failed', records: 0, from, error }];
  return [{ id, reason, action: 'replayed', records: records.length, from }];
}

function entryOf({ letter, decision }: Plan, outcome: LetterOutcome | undefined): AuditEntry[] {
  if (outcome === undefined) return [];
  const { action, records, error } = outcome;
  const before = replaysBefore(letter, decision);
  return [{ letter, action, records, replays: action === 'replayed' ? before + 1 : before, error }];
}

function replaysBefore(letter: HeldLetter, decision: Decision): number {
  if (decision.action === 'refuse') return decision.replays;
  return decision.action === 'replay' ? Math.max(...decision.records.map(replaysOf)) : (letter.replays ?? 0);
}
