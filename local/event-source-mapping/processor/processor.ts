import type { Activity } from '../activity.ts';
import type { FetchedRecords } from '../poller/kafka-source.ts';
import type { EventRecord } from '../record.ts';
import { InvocationSlots } from '../sender/invocation-slots.ts';
import type { Sender } from '../sender/sender.ts';
import { Batches, type BatchLanes } from './batches.ts';
import { type BatchLimits, fillsBatch, formBatch } from './form-batch.ts';
import { Intake } from './intake.ts';
import { Lane, queuesOf } from './lane.ts';
import type { PrepareRecords } from './prepare-records.ts';
import { Scaler } from './scaler.ts';
import type { ScalingLimits } from './scaling.ts';
import type { EventEnvelope } from './serialise-event.ts';

export interface ProcessorOptions {
  readonly envelope: EventEnvelope;
  readonly limits: BatchLimits;
  /** How long records wait for others; 0 sends what there is at once. */
  readonly windowMs: number;
  readonly scaling: ScalingLimits;
}

/** What waits of a partition. */
export interface Backlog {
  readonly records: number;
  readonly bytes: number;
  /** Fetched records wait for their schemas, and no others are to come before they are queued. */
  readonly takingIn: boolean;
}

export interface ProcessorPorts {
  readonly prepare: PrepareRecords;
  readonly createSender: (slots: InvocationSlots) => Sender;
  /** Everything before this offset of the partition is resolved. */
  readonly onProgress: (partition: number, nextOffset: number) => void;
  /** The partition's queue has changed. */
  readonly onQueueChange: (partition: number) => void;
  readonly activity: Activity;
}

const scaleEveryMs = 1000;

/**
 * Forms batches of what the partitions' queues hold and has them sent, several at once but never two of one partition.
 * A batch is due when it is full or when the window has passed since its oldest record came, or since the partition's
 * last batch ended.
 */
export class Processor {
  readonly #options: ProcessorOptions;
  readonly #ports: ProcessorPorts;
  readonly #slots: InvocationSlots;
  readonly #sender: Sender;
  readonly #scaler: Scaler;
  readonly #intake: Intake;
  readonly #lanes = new Map<number, Lane>();
  readonly #batches = new Batches();
  readonly #deliveries = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: ProcessorOptions, ports: ProcessorPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#slots = new InvocationSlots(0, () => this.#dispatch());
    this.#sender = ports.createSender(this.#slots);
    this.#intake = new Intake(ports.prepare, (lane) => this.#queued(lane));
    this.#scaler = new Scaler(
      options.scaling,
      this.#slots,
      () => this.#lanes.size,
      () => ports.activity.counts.throttles,
    );
    this.#scaler.start(scaleEveryMs);
  }

  get inFlight(): number {
    return this.#slots.taken;
  }

  get bufferedRecords(): number {
    return [...this.#lanes.values()].reduce((sum, { queue }) => sum + queue.length, 0);
  }

  get pollers(): number {
    return this.#scaler.pollers;
  }

  /** Begins a partition that has become ours. */
  assign(partition: number): void {
    this.#lanes.set(partition, new Lane(partition));
    this.#scaler.look();
  }

  /** Forgets a partition that is ours no more: what is in flight still ends, but moves no offset. */
  revoke(partition: number): void {
    this.#lanes.get(partition)?.lose();
    this.#lanes.delete(partition);
    this.#scaler.look();
  }

  /** Takes the next records of an assigned partition. */
  offer(fetched: FetchedRecords): void {
    const lane = this.#lanes.get(fetched.partition);
    if (lane !== undefined) this.#intake.take(lane, fetched);
  }

  /** What waits of an assigned partition. */
  backlog(partition: number): Backlog {
    const lane = this.#lanes.get(partition);
    const { length: records, bytes } = lane?.queue ?? { length: 0, bytes: 0 };
    return { records, bytes, takingIn: lane?.intake !== undefined };
  }

  /** Sends no new batch, lets what is in flight end for so long, then abandons it unresolved. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#scaler.stop();
    for (const { intakeEnd } of this.#lanes.values()) intakeEnd.abort();
    this.#sender.drain();
    const abandon = setTimeout(() => this.#sender.abandon(), graceMs);
    await Promise.all([...this.#deliveries, ...[...this.#lanes.values()].map(({ intake }) => intake)]);
    clearTimeout(abandon);
    await this.#sender.close();
  }

  #queued(lane: Lane): void {
    this.#tellProgress(lane);
    this.#dispatch();
    this.#ports.onQueueChange(lane.queue.partition);
  }

  #tellProgress(lane: Lane): void {
    const nextOffset = lane.progress();
    if (nextOffset !== undefined && lane.owned) this.#ports.onProgress(lane.queue.partition, nextOffset);
  }

  #dispatch(): void {
    clearTimeout(this.#timer);
    while (!this.#stopped) {
      const ready = this.#readyLanes();
      const waitMs = this.#waitMs(ready);
      if (waitMs === undefined) return;
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#dispatch(), waitMs);
        return;
      }
      if (!this.#slots.tryTake()) return;
      this.#send(ready);
    }
  }

  /** The lanes a batch may take from now, the one that has waited longest first. */
  #readyLanes(): Lane[] {
    return [...this.#lanes.values()]
      .filter(({ queue }) => queue.length > 0 && !this.#batches.hold(queue.partition))
      .sort((a, b) => a.windowStartMs - b.windowStartMs);
  }

  #waitMs(ready: readonly Lane[]): number | undefined {
    const [oldest] = ready;
    if (oldest === undefined) return undefined;
    const { envelope, limits, windowMs } = this.#options;
    if (fillsBatch(queuesOf(ready), envelope, limits)) return 0;
    return Math.max(0, Math.ceil(oldest.windowStartMs + windowMs - Date.now()));
  }

  #send(ready: readonly Lane[]): void {
    const { records, refusal } = formBatch(queuesOf(ready), this.#options.envelope, this.#options.limits);
    const batch = this.#batches.begin(records, ready);
    for (const partition of batch.keys()) this.#ports.onQueueChange(partition);

    const watch = {
      isOwned: ({ partition }: EventRecord) => batch.get(partition)?.owned ?? false,
      resolved: (resolved: readonly EventRecord[]) => this.#resolve(batch, resolved),
    };
    const delivery = refusal ? this.#sender.refuse(records, refusal, watch) : this.#sender.deliver(records, watch);
    this.#deliveries.add(delivery);
    void delivery.finally(() => {
      this.#deliveries.delete(delivery);
      this.#batches.end(batch);
      this.#dispatch();
    });
  }

  #resolve(batch: BatchLanes, records: readonly EventRecord[]): void {
    for (const lane of this.#batches.resolve(batch, records)) this.#tellProgress(lane);
    this.#dispatch();
  }
}
