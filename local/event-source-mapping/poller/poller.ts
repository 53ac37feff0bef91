import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import type { Processor } from '../processor/processor.ts';
import type { KafkaRecord } from '../record.ts';
import { Assignments, type Lag, type PartitionPosition } from './assignments.ts';
import { type BufferLimits, fill } from './buffer-limits.ts';
import { Committer } from './committer.ts';
import type { FetchedRecords, KafkaSource } from './kafka-source.ts';
import { findStartOffsets, type StartingPosition } from './starting-position.ts';

export interface PollerOptions {
  readonly startingPosition: StartingPosition;
  readonly buffer: BufferLimits;
  readonly commitBackoff: Backoff;
}

export interface PollerPorts {
  readonly source: KafkaSource;
  /** The processor tells its progress to the poller, so each is made for the other. */
  readonly createProcessor: (
    onProgress: (partition: number, nextOffset: number) => void,
    onQueueChange: (partition: number) => void,
  ) => Processor;
  readonly activity: Activity;
  /** Called when the consumer has joined the group, and whenever its partitions may be others than before. */
  readonly onAssigned?: (memberId: string, partitions: readonly number[]) => void;
  /** Called once polling has ended. */
  readonly release: () => void;
}

const flushMs = 2000;
const noLag: Lag = { sum: 0, max: 0 };

/** Moves a topic's records into the processor's queues, as much as they may hold, and commits what is resolved. */
export class Poller {
  /** Rejects when polling has ended by itself. */
  readonly failed: Promise<never>;
  readonly #options: PollerOptions;
  readonly #source: KafkaSource;
  readonly #processor: Processor;
  readonly #committer: Committer;
  readonly #activity: Activity;
  readonly #onAssigned: NonNullable<PollerPorts['onAssigned']>;
  readonly #release: () => void;
  readonly #assignments = new Assignments();
  #memberId = '';
  /** How many records had been polled when there was last no lag. */
  #caughtUpAt: number | undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(options: PollerOptions, { source, createProcessor, activity, onAssigned, release }: PollerPorts) {
    this.#options = options;
    this.#onAssigned = onAssigned ?? (() => undefined);
    this.#release = release;
    this.#source = source;
    this.#activity = activity;
    const failedHere = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.failed = Promise.race([source.failed, failedHere]);
    this.failed.catch(() => undefined);
    this.#processor = createProcessor(
      (partition, nextOffset) => this.#noteResolved(partition, nextOffset),
      (partition) => this.#resumeIfDrained(partition),
    );
    this.#committer = new Committer(
      (offsets) => source.commit(offsets),
      options.commitBackoff,
      (offsets) => {
        activity.counts.committed += this.#assignments.noteCommitted(offsets);
      },
      (error) => {
        activity.counts.commitErrors += 1;
        activity.systemLog?.warn('CommitError', `Offsets are not committed yet: ${(error as Error).message}`);
      },
    );
  }

  get inFlight(): number {
    return this.#processor.inFlight;
  }

  get pollers(): number {
    return this.#processor.pollers;
  }

  get bufferedRecords(): number {
    return this.#processor.bufferedRecords;
  }

  /** True once it is known for each assigned partition where to read from. */
  get positioned(): boolean {
    return this.#memberId !== '' && this.#assignments.positioned;
  }

  /** Of the partitions for which it is known where to read from. */
  get positions(): ReadonlyMap<number, PartitionPosition> {
    return this.#assignments.positions;
  }

  async start(): Promise<void> {
    await this.#source.start({
      joining: () => this.#committer.rest(),
      assigned: (memberId, partitions) => this.#assign(memberId, partitions),
      fetched: (fetched) => this.#take(fetched),
    });
  }

  /** How many records of the assigned partitions are not committed yet. */
  async lag(): Promise<Lag> {
    const { polled } = this.#activity.counts;
    // Whatever comes is polled at once, so that an idle mapping need not ask.
    if (polled === this.#caughtUpAt) return noLag;
    const lag = this.#assignments.lagBehind(await this.#source.offsetRanges());
    this.#caughtUpAt = lag.sum === 0 ? polled : undefined;
    return lag;
  }

  /** Ends with every resolved record committed and the rest left to be read again. */
  async stop(graceMs: number): Promise<void> {
    await this.#processor.stop(graceMs);
    await this.#committer.flush(flushMs);
    await this.#source.stop();
    this.#release();
  }

  #assign(memberId: string, partitions: readonly number[]): void {
    // A member that the group had dropped may have missed that others worked on its partitions.
    const kept = memberId === this.#memberId ? new Set(partitions) : new Set<number>();
    this.#memberId = memberId;
    this.#caughtUpAt = undefined;
    for (const partition of this.#assignments.partitions) {
      if (!kept.has(partition)) this.#lose(partition);
    }

    const added = partitions.filter((partition) => !this.#assignments.get(partition));
    for (const partition of added) {
      this.#assignments.add(partition);
      this.#source.resume(partition);
      this.#processor.assign(partition);
    }
    // A rejoined consumer goes back to the committed offset; the queues go on behind it.
    for (const [partition, { fetchOffset }] of this.#assignments.positions) this.#source.seek(partition, fetchOffset);
    this.#committer.resume();
    this.#onAssigned(memberId, partitions);
    if (added.length > 0) this.#position(added, memberId).catch((error: unknown) => this.#fail(error));
  }

  #lose(partition: number): void {
    this.#assignments.remove(partition);
    this.#processor.revoke(partition);
    this.#committer.forget(partition);
  }

  async #position(partitions: readonly number[], memberId: string): Promise<void> {
    const { offsets, fresh } = await findStartOffsets(this.#source, partitions, this.#options.startingPosition);
    if (memberId !== this.#memberId) return;
    for (const [partition, offset] of offsets) {
      if (!this.#assignments.begin(partition, offset)) continue;
      this.#source.seek(partition, offset);
      // Kept at once, so that LATEST means the same after a restart before the first batch.
      if (fresh.has(partition)) this.#committer.add(partition, offset);
    }
  }

  #take(fetched: FetchedRecords): void {
    const { partition, records, nextOffset } = fetched;
    const assignment = this.#assignments.get(partition);
    if (assignment?.fetchOffset === undefined) return;
    assignment.fetchOffset = nextOffset;
    this.#count(records);
    this.#processor.offer(fetched);
    if (assignment.paused || this.#fill(partition) < 1) return;
    assignment.paused = true;
    this.#source.pause(partition);
  }

  #count(records: readonly KafkaRecord[]): void {
    const { counts } = this.#activity;
    counts.polled += records.length;
    for (const { key, value } of records) counts.polledBytes += (key?.length ?? 0) + (value?.length ?? 0);
  }

  #resumeIfDrained(partition: number): void {
    const assignment = this.#assignments.get(partition);
    if (!assignment?.paused || this.#fill(partition) > 0.5) return;
    assignment.paused = false;
    this.#source.resume(partition);
  }

  #fill(partition: number): number {
    const backlog = this.#processor.backlog(partition);
    return backlog.takingIn ? 1 : fill(this.#options.buffer, this.#assignments.size, backlog);
  }

  #noteResolved(partition: number, nextOffset: number): void {
    const assignment = this.#assignments.get(partition);
    if (assignment) assignment.resolvedOffset = nextOffset;
    this.#committer.add(partition, nextOffset);
  }
}
