import { storeNames } from '../../../lambdas/core/metric-names.ts';
import type { Difference, Judgement, UserState } from '../../reconcile/judge.ts';
import type { FieldView, Verdict } from './answers.ts';
import type { UserSides } from './comparison.ts';
import type { Finding } from './look.ts';

export interface Judged {
  readonly sides: UserSides;
  readonly state: UserState;
  readonly judgement: Judgement;
  readonly fields: readonly FieldView[];
}

/** What the comparison comes to, in sentences; what could not be read is named and judged nothing of. */
export function verdictOf({ sides, state, judgement, fields }: Judged): Verdict {
  const away = namesAway(sides);
  const finding = 'value' in sides.kafka ? sides.kafka.value : undefined;
  const isJudged = ({ store, against }: Difference) => !away.includes(store) && !away.includes(against);
  const differences = judgement.differences.filter(isJudged);
  const { tone, title, sentence } = headline(state, { differences, away, finding });
  const sentences = [
    sentence,
    ...differences.map((difference) => sentenceOf(difference, fields)),
    ...maybeDeadLetter(differences, finding),
    ...aboutTopic(finding, state),
    ...away.map((name) => `${name === 'topic' ? 'Kafka' : name} could not be read: nothing is said of it.`),
  ];
  return { tone, title, sentences: sentences.filter((text) => text !== undefined) };
}

interface Known {
  readonly differences: readonly Difference[];
  readonly away: readonly Difference['against'][];
  readonly finding: Finding | undefined;
}

interface Headline extends Pick<Verdict, 'tone' | 'title'> {
  readonly sentence?: string;
}

function headline(state: UserState, { differences, away, finding }: Known): Headline {
  if (isUnknown(state)) {
    const sentence = away.length > 0 ? 'Nothing is known of this user.' : 'Neither store has a row of this user.';
    return { tone: 'off', title: 'Unknown', sentence };
  }
  if (differences.length > 0) {
    if (!isUnderWay(finding)) return { tone: 'bad', title: 'Different' };
    return { tone: 'busy', title: 'Under way', sentence: 'The newest record is on its way to the stores.' };
  }
  if (away.length > 0) return { tone: 'warning', title: 'Incomplete' };
  if (state.cassandra === undefined && state.postgres === undefined) {
    return { tone: 'good', title: 'Deleted', sentence: 'The user was deleted, and neither store has a row.' };
  }
  if (state.topic === undefined) {
    const sentence = 'Both stores have the same values and version.';
    return { tone: 'warning', title: 'Stores equal', sentence };
  }
  const sentence = "Kafka's newest record and both stores have the same values and version.";
  return { tone: 'good', title: 'Equal', sentence };
}

function namesAway({ kafka, cassandra, postgres }: UserSides): Difference['against'][] {
  const sides = [
    ['topic', kafka],
    [storeNames.cassandra, cassandra],
    [storeNames.postgres, postgres],
  ] as const;
  return sides.filter(([, side]) => 'problem' in side).map(([name]) => name);
}

function isUnknown({ topic, cassandra, postgres, deleted }: UserState): boolean {
  return [topic, cassandra, postgres, deleted].every((entry) => entry === undefined);
}

function isUnderWay(finding: Finding | undefined): boolean {
  const newest = finding?.records.newest;
  if (finding === undefined || newest === undefined) return false;
  return finding.committed === undefined || newest.record.offset >= finding.committed;
}

/** What of the topic the judgement rests on. */
function aboutTopic(finding: Finding | undefined, { topic }: UserState): string[] {
  if (finding === undefined || topic !== undefined) return [];
  const { complete, low } = finding;
  if (!complete)
    return ['No record of the user was found where it was looked; the rest of the partition may have one.'];
  return low === 0
    ? ['The whole partition was looked at, and has no record of the user.']
    : ['The whole partition was looked at, and has no record of the user any more: older ones are gone.'];
}

/** A record that the sink is past, and that a store has not: it refused it, or has lost the row since. */
function maybeDeadLetter(differences: readonly Difference[], finding: Finding | undefined): string[] {
  const isBehind = ({ against, versions: { expected, found } }: Difference) =>
    against === 'topic' && expected !== undefined && (found === undefined || BigInt(found) < BigInt(expected));
  if (finding === undefined || isUnderWay(finding) || !differences.some(isBehind)) return [];
  return ['The sink is past the newest record: it waits with the dead letters, or the row was changed since.'];
}

function sentenceOf({ store, kind, against }: Difference, fields: readonly FieldView[]): string {
  const other = against === 'topic' ? 'the newest record' : against;
  switch (kind) {
    case 'missing':
      return against === 'topic'
        ? `${store} has no row, though the newest record has the user.`
        : `${store} has no row, and ${other} has one.`;
    case 'extra':
      return `${store} has a row that the topic knows nothing of.`;
    case 'undeleted':
      return `${store} still has a row, though the newest record deletes the user.`;
    case 'fields':
      return `${store} and ${other} differ in ${listed(namesOf(store, fields))}.`;
    case 'version':
      return `${store} has the values of ${other} with another version.`;
    case 'deletion':
      return `${store} keeps the deletion otherwise than the topic (deleted_users): an older record may bring the user back, or a newer one not.`;
  }
}

function namesOf(store: Difference['store'], fields: readonly FieldView[]): string[] {
  const place = store === storeNames.cassandra ? 'cassandra' : 'postgres';
  return fields.filter(({ differing }) => differing.includes(place)).map(({ name }) => name);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'their values' : new Intl.ListFormat('en').format(names);
}
