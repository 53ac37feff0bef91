/** How many event pollers a mapping may have, which is what bounds its invocations at one time. */
export interface ScalingLimits {
  readonly minimumPollers: number;
  readonly maximumPollers: number;
  readonly invocationsPerPoller: number;
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

/** Of a provisioned poller on AWS. */
const mostInvocationsPerPoller = 5;

/** Provisioned pollers: five invocations each unless the machine is to bear fewer, added under load and given up at rest. */
export function provisionedScaling(
  minimumPollers: number,
  maximumPollers: number,
  concurrentInvocations: number,
): ScalingLimits {
  const invocationsPerPoller = Math.min(mostInvocationsPerPoller, concurrentInvocations);
  return { minimumPollers, maximumPollers, invocationsPerPoller, shrinksWhenIdle: true };
}

/** On demand: one invocation a poller, as many as the machine is to bear, fewer while the function throttles. */
export function onDemandScaling(concurrentInvocations: number): ScalingLimits {
  return {
    minimumPollers: 1,
    maximumPollers: concurrentInvocations,
    invocationsPerPoller: 1,
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

function clamp(pollers: number, { minimumPollers, maximumPollers }: ScalingLimits, partitions: number): number {
  const most = Math.max(1, Math.min(maximumPollers, partitions));
  return Math.min(most, Math.max(minimumPollers, pollers, 1));
}
