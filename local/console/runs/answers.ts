import type { Trigger } from '../../../lambdas/fetch-users/read-event.ts';
import type { Counts, RunState } from '../../../lambdas/fetch-users/run-history.ts';
import type { DayState } from '../../deployment/missed-days.ts';

/** `killed`: its row says that it is under way, and its lease has ended. */
export type ShownState = RunState | 'killed';

/** A run as its row in `pipeline_runs` tells it. Instants are ISO 8601, days YYYY-MM-DD. */
export interface RunView extends Counts {
  readonly runId: string;
  readonly date: string;
  readonly attempt: number;
  readonly trigger: Trigger;
  readonly state: ShownState;
  readonly asked: number;
  readonly total: Counts;
  readonly error: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Of a run under way. */
  readonly leaseUntil: string | null;
  /** How often the function has handed the run to its next invocation. */
  readonly continuations: number;
}

export interface RunsAnswer {
  /** By date and attempt, the newest first. */
  readonly runs: readonly RunView[];
  /** The run behind which the next page begins; null at the end. */
  readonly next: string | null;
}

export interface RunAnswer {
  readonly run: RunView;
  /** Why users were rejected, the first 20. */
  readonly rejections: readonly string[];
  /** The newest runs of the date, this one among them where it is one of them. */
  readonly attempts: readonly RunView[];
}

/** A page of the API whose records are in the topic. */
export interface PageView extends Counts {
  readonly number: number;
  readonly size: number;
  readonly publishedAt: string;
}

export interface PagesAnswer {
  readonly pages: readonly PageView[];
  /** The page behind which the next ones are; null at the end. */
  readonly next: number | null;
}

export interface CalendarDay {
  readonly date: string;
  /** `none`: nothing was to be done, or today's run has not begun. */
  readonly state: DayState | 'none';
  readonly runs: number;
}

export interface CalendarAnswer {
  /** In order, without a gap; the last one is today in UTC. */
  readonly days: readonly CalendarDay[];
}

/** Where the records of a run are in the topic, by the time that they came in. */
export interface RunRecordsAnswer {
  readonly topic: string;
  readonly group: string;
  readonly partitions: readonly PartitionRange[];
  /** Records that came in while the run was under way, those of others among them. */
  readonly inRange: number;
  /** Those of them that the group has not committed: of the run's own as many at most. */
  readonly notCommitted: number;
  /** About how many messages the queue of dead letters has; null where it does not say. */
  readonly queued: number | null;
}

export interface PartitionRange {
  readonly partition: number;
  /** The first offset, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** Where the group goes on; null before it has begun. */
  readonly committed: number | null;
}

/** The dead letters of a run that are in the queue now. */
export interface RunLettersAnswer {
  /** Records whose letters name the run. */
  readonly records: number;
  /** Letters of the mapping about offsets that may be the run's: they do not say whose. */
  readonly unclear: number;
  readonly lookedAt: number;
  /** Whether every message of the queue was looked at. */
  readonly complete: boolean;
}

/** A line of a function's log. */
export interface LogLine {
  /** ISO 8601 */
  readonly at: string;
  /** As the function's logger names it; null of the lines that Lambda writes. */
  readonly level: string | null;
  readonly text: string;
  /** What else the line has, but for what all of a function's lines have. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly traceId: string | null;
}

/** A part of a log, the oldest line first. */
export interface LogAnswer {
  readonly group: string;
  readonly lines: readonly LogLine[];
  /** With which the lines that follow are asked for; null when everything was looked at. */
  readonly next: string | null;
}

/** What a trace's invocations of users-fetch have done. */
export interface TraceAnswer {
  readonly traceId: string;
  /** ISO 8601; the id itself tells it. */
  readonly beganAt: string;
  readonly log: LogAnswer;
  readonly runs: readonly RunView[];
}

/** A batch in which the sink was given records of a trace. */
export interface BatchView {
  readonly at: string;
  readonly requestId: string | null;
  readonly records: number;
  readonly failed: number;
  readonly givenUp: number;
  /** How many traces the batch names: its records are of all of them. */
  readonly traces: number;
  /** The first and the last offset by "topic-partition". */
  readonly offsets: Readonly<Record<string, readonly [number, number]>>;
}

export interface BatchesAnswer {
  readonly group: string;
  readonly batches: readonly BatchView[];
  readonly next: string | null;
}

/** The first record of a trace that was found in a partition. */
export interface TraceRecord {
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601; the broker's. */
  readonly at: string;
  readonly key: string | null;
  readonly runId: string | null;
}

export interface TraceRecordsAnswer {
  readonly topic: string;
  readonly records: readonly TraceRecord[];
  /** How many records of each partition were looked at, at most. */
  readonly lookedAt: number;
  /** Why not all of them were. */
  readonly problem: string | null;
}

export interface ScheduleAnswer {
  readonly rule: string;
  readonly enabled: boolean;
  /** As EventBridge has it. */
  readonly expression: string;
  /** Of a run that is not told how many; null where the function does not say. */
  readonly usersPerRun: number | null;
}

/** What a backfill would do. */
export interface BackfillPlan {
  readonly from: string;
  readonly to: string;
  readonly days: readonly string[];
  /** How many days of the range have a run that succeeded, or one under way. */
  readonly leftAlone: number;
}

/** What the job of a backfill came to. */
export interface BackfillResult {
  readonly from: string;
  readonly to: string;
  /** How many were begun, or found done. */
  readonly runs: number;
}

/** What the job of a run came to. */
export interface StartedRun {
  readonly runId: string;
  /** Whether the day was done already, by this run. */
  readonly repeated: boolean;
}
