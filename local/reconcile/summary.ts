import type { DifferenceLine } from './differences.ts';
import { Tally, type TallyLine } from './tally.ts';

/** Of each kind so many are kept for people. */
export const shownOfEach = 20;

/** What a comparison found; it takes the same memory however much that is. */
export class Summary {
  /** Lines of JSON, each a difference. */
  readonly file: string;
  readonly counts: { readonly records: number; readonly notUsers: number };
  readonly tally = new Tally();
  /** Users and records that differ, each once. */
  differing = 0;
  /** How often a kind of difference was found, and the first ones of it. */
  readonly kinds = new Map<DifferenceLine['kind'], { count: number; first: DifferenceLine[] }>();
  /** Users of whom the topic no longer tells: only the stores were compared with each other. */
  older = 0;
  /** Users who changed meanwhile, and were not compared. */
  later = 0;
  /** Why the records that are no users were not compared with the dead letters. */
  lettersUnread: string | undefined;

  constructor(file: string, counts: Summary['counts']) {
    this.file = file;
    this.counts = counts;
  }

  add(line: DifferenceLine): void {
    const kind = this.kinds.get(line.kind) ?? { count: 0, first: [] };
    this.kinds.set(line.kind, kind);
    kind.count += 1;
    if (kind.first.length < shownOfEach) kind.first.push(line);
  }

  countOf(kind: DifferenceLine['kind']): number {
    return this.kinds.get(kind)?.count ?? 0;
  }
}

/** What `--json` prints of a comparison. */
export interface ComparisonResult {
  readonly records: number;
  readonly users: { readonly topic: number; readonly cassandra: number; readonly postgres: number };
  readonly byPartitionAndDay: readonly TallyLine[];
  readonly differing: number;
  readonly differences: Readonly<Record<string, number>>;
  readonly first: readonly DifferenceLine[];
  /** Lines of JSON, each a difference. */
  readonly file: string;
  readonly notUsers: { readonly records: number; readonly notCompared?: string };
  readonly older: number;
  readonly changedMeanwhile: number;
}

export function toResult({ counts, tally, kinds, ...summary }: Summary, lines: readonly TallyLine[]): ComparisonResult {
  const { file, differing, older, later, lettersUnread } = summary;
  return {
    records: counts.records,
    users: tally.totals,
    byPartitionAndDay: lines,
    differing,
    differences: Object.fromEntries([...kinds].map(([kind, { count }]) => [kind, count])),
    first: [...kinds.values()].flatMap(({ first }) => first).slice(0, shownOfEach),
    file,
    notUsers: { records: counts.notUsers, ...(lettersUnread !== undefined && { notCompared: lettersUnread }) },
    older,
    changedMeanwhile: later,
  };
}
