import { availableParallelism } from 'node:os';

/** What program and library leave to the poller, and how far both may go. */
export const defaultRegion = 'us-east-1';
export const defaultConcurrency = availableParallelism();
export const mostConcurrency = 1000;
/** For invocations under way when the poller ends. */
export const defaultStopGraceMs = 7000;
