import type { JobView } from '../jobs/job.ts';

/** What a comparison found: see `Summary` in local/reconcile/summary.ts. */
export interface ComparisonView {
  readonly records: number;
  readonly users: { readonly topic: number; readonly cassandra: number; readonly postgres: number };
  /** Users and records that differ, each once. */
  readonly differing: number;
  readonly notUsers: { readonly records: number; readonly notCompared?: string };
  readonly older: number;
  readonly changedMeanwhile: number;
  /** Of partitions and days, those where the numbers of users differ; the first ones. */
  readonly counts: readonly CountView[];
  readonly kinds: readonly KindView[];
}

export interface CountView {
  readonly partition: number;
  /** UTC, as 2026-01-31. */
  readonly day: string;
  readonly topic: number;
  readonly cassandra: number;
  readonly postgres: number;
}

export interface KindView {
  readonly kind: string;
  /** In words. */
  readonly meaning: string;
  readonly count: number;
  readonly first: readonly DifferenceView[];
}

export interface PlaceView {
  readonly partition: number;
  readonly offset: number;
}

/** A user that differs, or a record that is none and whose letter is lost: see local/reconcile/differences.ts. */
export type DifferenceView =
  | {
      readonly id: string;
      readonly store: string;
      readonly against: string;
      readonly record?: PlaceView;
      readonly versions: { readonly expected?: string; readonly found?: string };
      readonly fields?: readonly { readonly name: string; readonly expected: string; readonly found: string }[];
      readonly deadLetter?: true;
    }
  | { readonly record: PlaceView; readonly reason?: string };

/** Or how many records the sink has not committed: nothing was compared. */
export type ComparisonOutcome = ComparisonView | { readonly underWay: number };

/** What a reconciliation came to. */
export interface ReconciliationResult {
  readonly topic: string;
  readonly found: ComparisonOutcome;
  readonly repair?: {
    /** Users and records that differed, and do not any more. */
    readonly repaired: number;
    /** Records that were published again with the version that they had, and as new ones. */
    readonly replayed: number;
    readonly renewed: number;
    readonly left: ComparisonOutcome;
  };
}

/** A reconciliation without its result. */
export interface ReconciliationView extends Pick<JobView, 'id' | 'title' | 'state' | 'startedAt' | 'endedAt'> {
  /** Users and records that still differ; null where that is not known. */
  readonly differing: number | null;
}

export interface ReconciliationsAnswer {
  /** The newest first. */
  readonly reconciliations: readonly ReconciliationView[];
}
