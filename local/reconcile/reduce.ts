import { setImmediate as otherWork } from 'node:timers/promises';
import type { Collection } from './collect.ts';
import { detail, mostDetailed } from './detail.ts';
import type { DifferenceFile, DifferenceLine } from './differences.ts';
import { userOfKey } from './entry.ts';
import { type Difference, type Judgement, judge, statesOf, type UserState } from './judge.ts';
import type { Letters } from './letters.ts';
import { lostLetters } from './lost-letters.ts';
import type { ReconcilePorts } from './ports.ts';
import type { Summary } from './summary.ts';

export interface Reduction {
  readonly collection: Collection;
  readonly partitions: number;
  readonly file: DifferenceFile;
  readonly summary: Summary;
}

/** Compares what was collected, bucket by bucket, and writes down what differs. */
export async function reduce(ports: ReconcilePorts, reduction: Reduction, signal: AbortSignal): Promise<void> {
  const { collection, file, summary } = reduction;
  const letters = await ports.receiveLetters(signal);
  const write = (line: DifferenceLine) => {
    file.add(line);
    summary.add(line);
  };
  const rows: Difference[] = [];
  for (const difference of differencesOf(ports, reduction, letters)) {
    if (difference === undefined) await pause(signal);
    else if (difference.kind === 'fields' && rows.length < mostDetailed) rows.push(difference);
    else write(difference);
  }
  for (const line of await detail(ports, rows, signal)) write(line);
  if ('unread' in letters) {
    if (collection.counts.notUsers > 0) summary.lettersUnread = letters.unread;
    return;
  }
  const findHandled = (places: Parameters<typeof ports.postgres.findHandled>[1]) =>
    ports.postgres.findHandled(ports.topic.name, places);
  for await (const record of lostLetters(collection.others, { letters, findHandled })) {
    write({ kind: 'lost dead letter', record });
    summary.differing += 1;
  }
}

/** Between two buckets, where there is nothing to say, Ctrl-C is heard. */
async function pause(signal: AbortSignal): Promise<void> {
  await otherWork();
  signal.throwIfAborted();
}

/** @returns undefined after each bucket */
function* differencesOf(
  { partitionOf: partitionAmong }: ReconcilePorts,
  { collection, partitions, summary }: Reduction,
  letters: Letters | { readonly unread: string },
): Generator<DifferingUser | undefined> {
  const partitionOf = (id: string) => partitionAmong(id, partitions);
  const isLetter = ({ record }: Difference) => record !== undefined && 'has' in letters && letters.has(record);
  for (const bucket of collection.users.buckets()) {
    for (const [key, state] of statesOf(bucket)) {
      const judgement = judge(state, collection.horizon, partitionOf);
      count(summary, judgement, state, () => partitionOf(userOfKey(key)));
      for (const difference of judgement.differences)
        yield isLetter(difference) ? { ...difference, deadLetter: true } : difference;
    }
    yield undefined;
  }
}

type DifferingUser = Difference & { readonly deadLetter?: true };

function count(summary: Summary, judgement: Judgement, state: UserState, partitionOf: () => number): void {
  const { outcome, differences } = judgement;
  if (outcome === 'judged') summary.tally.add(state, state.topic?.partition ?? partitionOf());
  else summary[outcome] += 1;
  if (differences.length > 0) summary.differing += 1;
}
