import type { Activity } from '../activity.ts';
import type { Backoff } from '../backoff.ts';
import type { Processor } from '../processor/processor.ts';
import type { KafkaRecord } from '../record.ts';
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
  /** Called once polling has ended. */
  readonly release: () => void;
}

/** Of all partitions, and of the one that has most. */
export interface Lag {
  readonly sum: number;
  readonly max: number;
}

/** A partition from its assignment until it is lost. */
interface Assignment {
  /** Where the next fetch begins; undefined until it is known where to start. */
  fetchOffset: number | undefined;
  committedOffset: number;
  paused: boolean;
}

const flushMs = 2000;

/** Moves a topic's records into the processor's queues, as much as they may hold, and commits what is resolved. */
export class Poller {
  /** Rejects when polling has ended by itself. */
  readonly failed: Promise<never>;
  readonly #options: PollerOptions;
  readonly #source: KafkaSource;
  readonly #processor: Processor;
  readonly #committer: Committer;
  readonly #activity: Activity;
  readonly #release: () => void;
  readonly #assignments = new Map<number, Assignment>();
  #memberId = '';
  #fail: (error: unknown) => void = () => undefined;

  constructor(options: PollerOptions, { source, createProcessor, activity, release }: PollerPorts) {
    this.#options = options;
    this.#release = release;
    this.#source = source;
    this.#activity = activity;
    const failedHere = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.failed = Promise.race([source.failed, failedHere]);
    this.failed.catch(() => undefined);
    this.#processor = createProcessor(
      (partition, nextOffset) => this.#committer.add(partition, nextOffset),
      (partition) => this.#resumeIfDrained(partition),
    );
    this.#committer = new Committer(
      (offsets) => source.commit(offsets),
      options.commitBackoff,
      (offsets) => this.#noteCommitted(offsets),
      () => {
        activity.counts.commitErrors += 1;
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
    return this.#memberId !== '' && [...this.#assignments.values()].every((one) => one.fetchOffset !== undefined);
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
    const ranges = await this.#source.offsetRanges();
    const lag = { sum: 0, max: 0 };
    for (const [partition, { committedOffset, fetchOffset }] of this.#assignments) {
      if (fetchOffset === undefined) continue;
      const own = Math.max(0, (ranges.get(partition)?.high ?? 0) - committedOffset);
      lag.sum += own;
      lag.max = Math.max(lag.max, own);
    }
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
    for (const partition of [...this.#assignments.keys()]) {
      if (!kept.has(partition)) this.#lose(partition);
    }

    const added = partitions.filter((partition) => !this.#assignments.has(partition));
    for (const partition of added) {
      this.#assignments.set(partition, { fetchOffset: undefined, committedOffset: 0, paused: false });
      this.#source.resume(partition);
      this.#processor.assign(partition);
    }
    // A rejoined consumer goes back to the committed offset; the queues go on behind it.
    for (const [partition, { fetchOffset }] of this.#assignments) {
      if (fetchOffset !== undefined) this.#source.seek(partition, fetchOffset);
    }
    this.#committer.resume();
    if (added.length > 0) this.#position(added, memberId).catch((error: unknown) => this.#fail(error));
  }

  #lose(partition: number): void {
    this.#assignments.delete(partition);
    this.#processor.revoke(partition);
    this.#committer.forget(partition);
  }

  async #position(partitions: readonly number[], memberId: string): Promise<void> {
    const { offsets, fresh } = await findStartOffsets(this.#source, partitions, this.#options.startingPosition);
    if (memberId !== this.#memberId) return;
    for (const [partition, offset] of offsets) {
      const assignment = this.#assignments.get(partition);
      if (!assignment || assignment.fetchOffset !== undefined) continue;
      assignment.fetchOffset = offset;
      assignment.committedOffset = offset;
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

  #noteCommitted(offsets: ReadonlyMap<number, number>): void {
    for (const [partition, offset] of offsets) {
      const assignment = this.#assignments.get(partition);
      if (!assignment) continue;
      this.#activity.counts.committed += Math.max(0, offset - assignment.committedOffset);
      assignment.committedOffset = offset;
    }
  }
}
