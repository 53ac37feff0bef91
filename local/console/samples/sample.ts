import type { Trigger } from '../../../lambdas/fetch-users/read-event.ts';
import type { RunState } from '../../../lambdas/fetch-users/run-history.ts';
import type { MappingState } from '../../event-source-mapping/worker/worker-status.ts';

/** What the pipeline's parts say at one moment; null where one does not answer. */
export interface Sample {
  /** ISO 8601 */
  readonly at: string;
  /** Records that the topic has ever taken: the sum of its partitions' ends. */
  readonly published: number | null;
  /** Records that the sink's group has not committed. */
  readonly lag: number | null;
  /** Of the sink's mapping since the poller has started: each of the poller's counts by its name. */
  readonly sink: Readonly<Record<string, number>> | null;
  readonly mapping: SinkMapping | null;
  /** Messages in the sink's failure queue. */
  readonly deadLetters: number | null;
  readonly rows: { readonly cassandra: CountedRows | null; readonly postgres: CountedRows | null };
  /** The last that were begun, the newest first. */
  readonly runs: readonly RunOutline[] | null;
  /** Days (YYYY-MM-DD) without a run that succeeded, since the first run was begun. */
  readonly missedDays: readonly string[] | null;
  readonly schedule: Schedule | null;
  /** What does not answer, and why. */
  readonly problems: readonly PartProblem[];
}

/** Counting takes longer than a sample: it is done from time to time, and only when something has come. */
export interface CountedRows {
  readonly rows: number;
  /** When counting began, ISO 8601. */
  readonly at: string;
  /** How far the sink's group had committed then, as `published - lag`; null where that was not known. */
  readonly committed: number | null;
}

/** The sink's event source mapping, as the poller serves it. */
export interface SinkMapping {
  readonly state: MappingState;
  readonly lastResult: string;
  readonly inFlight: number;
  readonly buffered: number;
}

/** A run, as its row in `pipeline_runs` tells it. */
export interface RunOutline {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly trigger: Trigger;
  readonly state: RunState;
  /** It is under way by its state, but has not been heard of for longer than a live one would. */
  readonly lapsed: boolean;
  readonly asked: number;
  readonly published: number;
  readonly rejected: number;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Its beginning. */
  readonly error: string | null;
}

/** The rule that starts a run by itself. */
export interface Schedule {
  /** Of EventBridge: cron(…) or rate(…). */
  readonly expression: string;
  readonly isEnabled: boolean;
}

export interface PartProblem {
  readonly part: string;
  readonly message: string;
  readonly remedy: string;
}
