import { eventSourceMappings } from './event-source-mappings.ts';
import type { Health } from './health.ts';
import { defaultConcurrency, defaultRegion, defaultStopGraceMs, mostConcurrency } from './options.ts';

export type { Counts } from './counts.ts';
export type { Health } from './health.ts';
export type { ProblemReason } from './mapping-problem.ts';
export type { MeteredMapping } from './metrics/metered-mapping.ts';
export type { MappingState, WorkerStatus } from './worker/worker-status.ts';

/** Which mappings a poller serves, and how. */
export interface PollerOptions {
  /** The AWS endpoint that has the mappings and their functions, such as `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** Of the mappings. @default 'us-east-1' */
  readonly region?: string;
  /** UUIDs of the only mappings to serve. @default - all Kafka mappings of the region */
  readonly mappings?: readonly string[];
  /** A JSON list of requests of CreateEventSourceMapping, for an endpoint that keeps no Kafka mappings. @default - none */
  readonly mappingFile?: string;
  /**
   * Most invocations under way for a mapping: a whole number from 1 to 1000. Provisioned pollers have more, up to five
   * each, while none of them ends for three seconds.
   * @default - the number of cores
   */
  readonly concurrency?: number;
  /** Takes a line for each change of a mapping's state and of its last result. @default - nothing is logged */
  readonly log?: (line: string) => void;
}

/** A poller at work. */
export interface RunningPoller {
  /** How it and each of its mappings is doing now. */
  readonly status: () => Health;
  /**
   * Ends it. Invocations under way are waited for so many milliseconds (7,000 when left out); what is not done with then
   * is not committed, and comes again.
   */
  readonly stop: (graceMs?: number) => Promise<void>;
}

/**
 * Polls Kafka for the event source mappings of an endpoint and invokes their functions, until it is stopped. It returns
 * at once, and goes on trying where the endpoint or a cluster is away: `status` says so.
 * @throws Error naming the option that cannot be.
 */
export function startPoller({
  endpointUrl,
  region = defaultRegion,
  mappings = [],
  mappingFile,
  concurrency = defaultConcurrency,
  log = () => undefined,
}: PollerOptions): RunningPoller {
  if (!URL.canParse(endpointUrl)) {
    throw new Error(`endpointUrl is no URL: ${endpointUrl}. Give one such as http://127.0.0.1:4566.`);
  }
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > mostConcurrency) {
    throw new Error(`concurrency is ${concurrency}: give a whole number from 1 to ${mostConcurrency}.`);
  }
  const poller = eventSourceMappings({ endpointUrl, region, mappings, mappingFile, concurrency, log });
  poller.start();
  return { status: poller.status, stop: (graceMs = defaultStopGraceMs) => poller.stop(graceMs) };
}
