import type { Sample } from '../samples/sample.ts';

/** How the pipeline is, at one glance. */
export interface OverviewAnswer {
  /** The newest; null until the console has asked for the first time. */
  readonly sample: Sample | null;
  readonly rates: Rates;
  readonly history: History;
  /** What somebody should know, the worst first; empty where all is well. */
  readonly findings: readonly Finding[];
  /** When the rule starts a run; null when it is disabled, or where that cannot be told. ISO 8601 */
  readonly nextRun: string | null;
}

/** Records a second over the last ten seconds or so; null where that is not known. */
export interface Rates {
  readonly published: number | null;
  /** That the sink's function has taken. */
  readonly stored: number | null;
}

/** What has been, in columns of one length, the oldest first. */
export interface History {
  /** Seconds since 1970. */
  readonly at: readonly number[];
  /** Records a second since the point before. */
  readonly published: readonly (number | null)[];
  readonly stored: readonly (number | null)[];
  /** Records that wait. */
  readonly lag: readonly (number | null)[];
}

/** The pipeline's places, as the drawing has them. */
export type Place = 'schedule' | 'fetch' | 'topic' | 'mapping' | 'sink' | 'cassandra' | 'postgres' | 'deadLetters';

/** `note`: all is well all the same. */
export type Severity = 'bad' | 'warning' | 'note';

export interface Finding {
  readonly severity: Severity;
  /** Where in the pipeline it is. */
  readonly about: readonly Place[];
  /** A sentence that names the thing. */
  readonly title: string;
  readonly remedy: string;
  /** The address of the view to go to, and what the link says; null where no view helps. */
  readonly link: { readonly to: string; readonly text: string } | null;
}
