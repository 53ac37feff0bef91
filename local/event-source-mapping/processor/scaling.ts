/** How many event pollers a mapping may have, which is what bounds its invocations at one time. */
export interface ScalingLimits {
  readonly minimumPollers: number;
  readonly maximumPollers: number;
  readonly invocationsPerPoller: number;
  /** As many as the machine is to bear, be the pollers good for more, unless they wait for something else than it. */
  readonly concurrentInvocations: number;
  /** Whether pollers that have nothing to do are given up. */
  readonly shrinksWhenIdle: boolean;
}

/** What was seen since the last look. */
export interface Load {
  readonly pollers: number;
  readonly partitions: number;
  /** A batch was due and found no invocation free. */
  readonly waited: boolean;
  /** The function refused an invocation for too many at once. */
  readonly throttled: boolean;
  readonly mostInFlight: number;
}

/** Provisioned pollers: five invocations each, as on AWS, added under load and given up at rest. */
export function provisionedScaling(
  minimumPollers: number,
  maximumPollers: number,
  concurrentInvocations: number,
): ScalingLimits {
  return { minimumPollers, maximumPollers, invocationsPerPoller: 5, concurrentInvocations, shrinksWhenIdle: true };
}

/** On demand: one invocation a poller, as many as the machine is to bear, fewer while the function throttles. */
export function onDemandScaling(concurrentInvocations: number): ScalingLimits {
  return {
    minimumPollers: 1,
    maximumPollers: concurrentInvocations,
    invocationsPerPoller: 1,
    concurrentInvocations,
    shrinksWhenIdle: false,
  };
}

/** Provisioned pollers start with the fewest, those on demand with the most. There is no use for more than partitions. */
export function firstPollers(limits: ScalingLimits, partitions: number): number {
  return clamp(limits.shrinksWhenIdle ? limits.minimumPollers : limits.maximumPollers, limits, partitions);
}

/** One more while batches wait, one less while one has nothing to do, half of them when the function throttles. */
export function nextPollers(load: Load, limits: ScalingLimits): number {
  const { pollers, partitions, waited, throttled, mostInFlight } = load;
  const idle = limits.shrinksWhenIdle && mostInFlight <= (pollers - 1) * limits.invocationsPerPoller;
  const wanted = throttled ? Math.floor(pollers / 2) : pollers + (waited ? 1 : idle ? -1 : 0);
  return clamp(wanted, limits, partitions);
}

/** So many looks at the load, of a second each, without the end of an invocation that others wait for. */
const stuckLooks = 3;
/** A machine that is busy may be what an invocation waits for, as when a function compiles its code. */
const stuckLooksWhenBusy = 10;
const busyFrom = 0.9;

/** What was seen at the last look of invocations that wait for their turn. */
export interface Waiting {
  /** A batch was due and found no invocation free. */
  readonly waited: boolean;
  /** In which batches waited and no invocation ended, one after the other. */
  readonly looksWithoutEnd: number;
  /** Of the time of all processors, from 0 to 1. */
  readonly machineLoad: number;
}

/**
 * How many invocations there may be at one time, within those that the pollers are good for. Where none ends for some
 * seconds, the function waits for something, such as a store that is away: one more each second, so that other partitions go
 * on. One less each second while they end on a machine that has no time left for more, and as many as it bears once none
 * waits.
 */
export function nextInvocations(
  current: number,
  { waited, looksWithoutEnd, machineLoad }: Waiting,
  { maximumPollers, invocationsPerPoller, concurrentInvocations }: ScalingLimits,
): number {
  if (!waited) return concurrentInvocations;
  const isBusy = machineLoad >= busyFrom;
  if (looksWithoutEnd >= (isBusy ? stuckLooksWhenBusy : stuckLooks)) {
    return Math.max(concurrentInvocations, Math.min(current + 1, maximumPollers * invocationsPerPoller));
  }
  return isBusy && looksWithoutEnd === 0 ? Math.max(concurrentInvocations, current - 1) : current;
}

function clamp(pollers: number, { minimumPollers, maximumPollers }: ScalingLimits, partitions: number): number {
  const most = Math.max(1, Math.min(maximumPollers, partitions));
  return Math.min(most, Math.max(minimumPollers, pollers, 1));
}
