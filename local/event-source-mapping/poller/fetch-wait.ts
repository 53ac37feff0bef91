// Lets an idle mapping rest. It is also how long a mapping may take to stop, and less than its heartbeats may be apart.
const restingMs = 2000;
// A partition that is resumed waits for the fetch under way, which does not ask for it.
const pausedMs = 50;

/**
 * How long a fetch waits for records, in milliseconds, as kafkajs's `maxWaitTimeInMs`. kafkajs does not copy the value
 * but reads it for each fetch, so that it may depend on whether partitions are paused then.
 */
export function fetchWait(isPaused: () => boolean): number {
  const wait = { valueOf: () => (isPaused() ? pausedMs : restingMs) };
  return wait as unknown as number;
}
