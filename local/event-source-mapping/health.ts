import type { WorkerStatus } from './worker/worker-status.ts';

/** How the poller is doing. */
export interface Health {
  /** True once the mappings were listed. */
  readonly ready: boolean;
  readonly endpointUrl: string;
  /** Why the mappings cannot be listed now; null when they can. */
  readonly problem: string | null;
  readonly mappings: readonly WorkerStatus[];
}
