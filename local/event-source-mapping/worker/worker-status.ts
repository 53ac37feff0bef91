import type { ProblemReason } from '../mapping-problem.ts';
import type { MeteredMapping } from '../metrics/metered-mapping.ts';

/** The states of an event source mapping, as the Lambda API names them. */
export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** How one mapping is doing. */
export interface WorkerStatus extends MeteredMapping {
  readonly state: MappingState;
  /** The API's LastProcessingResult: `OK`, `No records processed`, or `PROBLEM: ` and what is wrong. */
  readonly lastProcessingResult: string;
  /** Why the mapping is in this state, for a reason that is not the user's doing. */
  readonly transitionReason?: ProblemReason;
  /** LastModified of the configuration that the state belongs to, in ms since 1970. */
  readonly lastModified: number | null;
}
