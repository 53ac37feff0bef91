import type { FetchedRecords } from '../poller/kafka-source.ts';
import type { EventRecord } from '../record.ts';
import type { Lane } from './lane.ts';
import type { PrepareRecords } from './prepare-records.ts';

/** Prepares fetched records and queues them in their lane, in the order in which they were fetched. */
export class Intake {
  readonly #prepare: PrepareRecords;
  readonly #onQueued: (lane: Lane) => void;

  /** `onQueued` is called once the records are in the lane's queue, or filtered out. */
  constructor(prepare: PrepareRecords, onQueued: (lane: Lane) => void) {
    this.#prepare = prepare;
    this.#onQueued = onQueued;
  }

  take(lane: Lane, fetched: FetchedRecords): void {
    const { signal } = lane.intakeEnd;
    const prepared = lane.intake
      ? lane.intake.then(() => this.#prepare(fetched.records, signal))
      : this.#prepare(fetched.records, signal);
    if (prepared instanceof Promise) this.#queueLater(lane, fetched, prepared);
    else this.#queue(lane, fetched, prepared);
  }

  #queue(lane: Lane, { records, nextOffset }: FetchedRecords, prepared: readonly EventRecord[]): void {
    lane.takeIn(prepared, records[0]?.offset ?? nextOffset, nextOffset);
    this.#onQueued(lane);
  }

  #queueLater(lane: Lane, fetched: FetchedRecords, prepared: Promise<readonly EventRecord[]>): void {
    const intake = prepared.then(
      (records) => {
        if (lane.intake === intake) lane.intake = undefined;
        if (!lane.intakeEnd.signal.aborted) this.#queue(lane, fetched, records);
      },
      // Preparing fails only by the signal: the partition was lost, or the program ends.
      () => undefined,
    );
    lane.intake = intake;
  }
}
