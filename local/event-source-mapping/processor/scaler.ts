import type { InvocationSlots } from '../sender/invocation-slots.ts';
import { machineLoad } from './machine-load.ts';
import { firstPollers, nextInvocations, nextPollers, type ScalingLimits } from './scaling.ts';

/** Adapts the number of event pollers to the load, and with it how many invocations may be under way. */
export class Scaler {
  readonly #limits: ScalingLimits;
  readonly #slots: InvocationSlots;
  readonly #partitions: () => number;
  readonly #throttles: () => number;
  readonly #machineLoad: () => number;
  #pollers = 1;
  #invocations: number;
  #looksWithoutEnd = 0;
  #seenThrottles = 0;
  #seenPartitions = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `throttles` counts what the function refused for too many at once, since ever. */
  constructor(
    limits: ScalingLimits,
    slots: InvocationSlots,
    partitions: () => number,
    throttles: () => number,
    load: () => number = machineLoad(),
  ) {
    this.#limits = limits;
    this.#invocations = limits.concurrentInvocations;
    this.#slots = slots;
    this.#partitions = partitions;
    this.#throttles = throttles;
    this.#machineLoad = load;
  }

  get pollers(): number {
    return this.#pollers;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => this.look(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { waited, ended, mostTaken } = this.#slots.use();
    const partitions = this.#partitions();
    const throttled = this.#throttles() > this.#seenThrottles;
    this.#seenThrottles = this.#throttles();
    const load = { pollers: this.#pollers, partitions, waited, throttled, mostInFlight: mostTaken };
    this.#looksWithoutEnd = waited && !ended ? this.#looksWithoutEnd + 1 : 0;
    // Only those who wait need it, and it is read from the system: not each second for every mapping at rest.
    const waiting = { waited, looksWithoutEnd: this.#looksWithoutEnd, machineLoad: waited ? this.#machineLoad() : 0 };
    this.#invocations = nextInvocations(this.#invocations, waiting, this.#limits);
    this.#set(
      partitions === this.#seenPartitions ? nextPollers(load, this.#limits) : firstPollers(this.#limits, partitions),
    );
    this.#seenPartitions = partitions;
  }

  #set(pollers: number): void {
    this.#pollers = pollers;
    this.#slots.setLimit(Math.min(pollers * this.#limits.invocationsPerPoller, this.#invocations));
  }
}
