import {
  type CommitSample,
  type Disturbance,
  type History,
  type Invocation,
  type ProducedRecord,
  placeName,
  type RecordPlace,
} from './history.ts';

/** What became of a record: when it was done with at the earliest, and by what. */
interface Fate {
  readonly record: ProducedRecord;
  /** Infinity for one that never was. */
  readonly resolvedAt: number;
  readonly delivered: boolean;
}

/**
 * Says in which ways a history breaks the rules of event source mappings: nothing is lost, no offset passes a record
 * that is not done with, a partition's records come in order and in one invocation at a time, and none is tried more
 * often than its mapping allows. Empty when it breaks none.
 */
export function checkHistory(history: History): string[] {
  const fates = new Map(history.produced.map((record) => [placeName(record), fateOf(record, history)]));
  return [
    ...lostRecords(fates, history),
    ...committedTooEarly(fates, history.commits),
    ...committedBackwards(history.commits),
    ...leftUncommitted(history),
    ...outOfOrder(fates, history.invocations),
    ...sideBySide(history),
    ...triedTooOften(history),
  ];
}

function fateOf(record: ProducedRecord, { rules, invocations }: History): Fate {
  if (!record.matches) return { record, resolvedAt: Number.NEGATIVE_INFINITY, delivered: false };
  const own = invocations.filter(({ records }) => holds(records, record)).sort((a, b) => a.endedAt - b.endedAt);
  const success = own.find(({ failed }) => !holds(failed, record));
  const failures = own.filter(({ failed }) => holds(failed, record));
  const lastFailure = failures[rules.retries]?.endedAt ?? Number.POSITIVE_INFINITY;
  return {
    record,
    resolvedAt: Math.min(success?.endedAt ?? Number.POSITIVE_INFINITY, lastFailure),
    delivered: success !== undefined,
  };
}

function lostRecords(fates: ReadonlyMap<string, Fate>, { rules, failures }: History): string[] {
  const described = ({ partition, offset }: RecordPlace) =>
    failures.some((one) => one.partition === partition && one.first <= offset && offset <= one.last);
  return [...fates].flatMap(([name, { record, resolvedAt, delivered }]) => {
    if (resolvedAt === Number.POSITIVE_INFINITY) return [`${name} was neither delivered nor tried often enough`];
    if (record.matches && !delivered && rules.hasQueue && !described(record)) return [`${name} is not in the queue`];
    return [];
  });
}

function committedTooEarly(fates: ReadonlyMap<string, Fate>, commits: readonly CommitSample[]): string[] {
  return commits.flatMap(({ seenAt, offsets }) =>
    [...fates.values()]
      .filter(({ record, resolvedAt }) => record.offset < (offsets.get(record.partition) ?? -1) && resolvedAt > seenAt)
      .map(({ record }) => `the offset ${offsets.get(record.partition)} passed ${placeName(record)} too early`),
  );
}

function committedBackwards(commits: readonly CommitSample[]): string[] {
  return commits
    .slice(1)
    .flatMap(({ offsets }, index) =>
      [...(commits[index]?.offsets ?? [])]
        .filter(([partition, before]) => (offsets.get(partition) ?? -1) < before)
        .map(([partition, before]) => `the offset of ${partition} fell from ${before} to ${offsets.get(partition)}`),
    );
}

function leftUncommitted({ produced, commits }: History): string[] {
  const last = commits.at(-1)?.offsets;
  const ends = new Map<number, number>();
  for (const { partition, offset } of produced) ends.set(partition, Math.max(ends.get(partition) ?? 0, offset + 1));
  return [...ends]
    .filter(([partition, end]) => last?.get(partition) !== end)
    .map(([partition, end]) => `${partition} ended at ${last?.get(partition)} instead of ${end}`);
}

/** A record's first delivery waits for every earlier one of its partition that is not in the same event. */
function outOfOrder(fates: ReadonlyMap<string, Fate>, invocations: readonly Invocation[]): string[] {
  const seen = new Set<string>();
  const violations: string[] = [];
  for (const { startedAt, records } of byStart(invocations)) {
    for (const [partition, own] of Map.groupBy(records, (record) => record.partition)) {
      const offsets = own.map(({ offset }) => offset);
      if (offsets.some((offset, index) => offset <= (offsets[index - 1] ?? -1))) {
        violations.push(`the event has ${own.map(placeName).join(' ')} in this order`);
      }
      const fresh = own.filter((record) => !seen.has(placeName(record)));
      for (const record of fresh) seen.add(placeName(record));
      const newest = fresh.at(-1);
      if (newest === undefined) continue;
      const overtaken = [...fates.values()].filter(
        ({ record, resolvedAt }) =>
          record.partition === partition &&
          record.offset < newest.offset &&
          resolvedAt > startedAt &&
          !offsets.includes(record.offset),
      );
      violations.push(...overtaken.map(({ record }) => `${placeName(newest)} overtook ${placeName(record)}`));
    }
  }
  return violations;
}

function sideBySide({ invocations, disturbances }: History): string[] {
  const sorted = byStart(invocations);
  const excused = (older: Invocation, newer: Invocation) =>
    disturbances.some(
      ({ leavesInvocations, from, until }) => leavesInvocations && from <= newer.startedAt && until >= older.startedAt,
    );
  return sorted.flatMap((newer, index) =>
    sorted
      .slice(0, index)
      .filter((older) => older.endedAt > newer.startedAt && !excused(older, newer))
      .flatMap((older) => {
        const partitions = new Set(older.records.map(({ partition }) => partition));
        const shared = newer.records.find(({ partition }) => partitions.has(partition));
        return shared ? [`${placeName(shared)} was sent while another invocation had its partition`] : [];
      }),
  );
}

/** Counted anew in each time without disturbance, and over all as often as deliveries may have begun anew. */
function triedTooOften({ rules, produced, invocations, disturbances }: History): string[] {
  const most = rules.retries + 1 + rules.splits;
  const calm = calmTimes(disturbances);
  const lives = disturbances.length + 1;
  return produced.flatMap((record) => {
    const own = invocations.filter(({ records }) => holds(records, record));
    const failures = own.filter(({ failed }) => holds(failed, record));
    const successes = own.filter(({ failed }) => !holds(failed, record));
    const within = (all: readonly Invocation[]) =>
      calm.map(([from, until]) => all.filter(({ startedAt }) => startedAt > from && startedAt < until).length);
    const name = placeName(record);
    return [
      ...(Math.max(...within(failures)) > most ? [`${name} was tried more than ${most} times`] : []),
      ...(failures.length > most * lives ? [`${name} failed ${failures.length} times in ${lives} lives`] : []),
      ...(Math.max(...within(successes)) > 1 ? [`${name} was delivered again for no reason`] : []),
      ...(successes.length > lives ? [`${name} was delivered ${successes.length} times in ${lives} lives`] : []),
    ];
  });
}

function calmTimes(disturbances: readonly Disturbance[]): [from: number, until: number][] {
  const sorted = [...disturbances].sort((a, b) => a.from - b.from);
  const starts = [Number.NEGATIVE_INFINITY, ...sorted.map(({ until }) => until)];
  return starts.map((from, index) => [from, sorted[index]?.from ?? Number.POSITIVE_INFINITY]);
}

function byStart(invocations: readonly Invocation[]): Invocation[] {
  return [...invocations].sort((a, b) => a.startedAt - b.startedAt);
}

function holds(records: readonly RecordPlace[], { partition, offset }: RecordPlace): boolean {
  return records.some((one) => one.partition === partition && one.offset === offset);
}
