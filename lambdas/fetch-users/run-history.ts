import type { Page } from './plan-pages.ts';
import type { RunRequest } from './read-event.ts';

/** An invocation's hold on a run: as long as the run is its own, nobody else does it. */
export interface Run {
  /** The date and the attempt: "2026-01-31.2". */
  readonly runId: string;
  /** The invocation that does it. */
  readonly owner: string;
}

/** How many users. */
export interface Counts {
  readonly fetched: number;
  readonly published: number;
  /** Fetched, but no user that both stores can keep. */
  readonly rejected: number;
}

/** `degraded` has succeeded, but for users that were rejected; `continued` waits for its next invocation. */
export type RunState = 'running' | 'continued' | 'succeeded' | 'degraded' | 'failed';

/** A run as its row in `pipeline_runs` tells it. The counts are of the pages that this run has published. */
export interface RunRecord extends Counts {
  readonly runId: string;
  readonly date: string;
  /** 1 for the date's first run. */
  readonly attempt: number;
  readonly asked: number;
  readonly state: RunState;
  /** What the whole date has, by this run and those before it. */
  readonly total: Counts;
}

/** How a run begins: with its pages that are done already, or not at all, because of an earlier run. */
export type Beginning =
  | { readonly run: Run; readonly done: readonly Page[] }
  /** The date's run that has ended well, or is under way. */
  | { readonly earlier: RunRecord };

/** What became of a page, and why the first of its rejected users were. */
export interface PageOutcome extends Counts {
  /** At most `keptRejections` are kept with the run. */
  readonly rejections: readonly string[];
}

export const keptRejections = 20;

/**
 * Keeps what became of each run and of each page. Of one date and number of users one run at most is under way; one
 * whose lease has ended is kept as failed by whoever comes next.
 */
export interface RunHistory {
  begin(request: RunRequest): Promise<Beginning>;
  /** Makes the lease last on. @returns whether the run is still this one's. */
  renew(run: Run): Promise<boolean>;
  /** Keeps a page whose records the brokers have. @throws RunLostError */
  keepPage(run: Run, page: Page, outcome: PageOutcome): Promise<void>;
  /** Leaves the run to its next invocation, by its number. @throws RunLostError */
  handOver(run: Run, continuation: number): Promise<RunRecord>;
  /** @throws RunLostError */
  succeed(run: Run): Promise<RunRecord>;
  /** Does nothing when the run is another's by now. */
  fail(run: Run, error: Error): Promise<void>;
}
