import type { IHeaders } from 'kafkajs';
import type { OffsetRange } from './letter.ts';

/** A record as the topic holds it. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  /** With the schema's frame; null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}

/** What was found of the records that were asked for. */
export interface RecordsRead {
  /** Undefined for one that the topic does not hold, if the range was looked at. */
  find(partition: number, offset: number): TopicRecord | undefined;
  /** Whether each offset of the range was looked at. */
  lookedAt(range: OffsetRange): boolean;
  /** Why not everything was looked at. */
  readonly stopped?: Stop;
}

export interface Stop {
  readonly why: string;
  /** Whether there was only no time left. */
  readonly late: boolean;
}

/** Reads records of the topic by their offsets; the signal ends it with what there is by then. */
export type ReadTopic = (ranges: readonly OffsetRange[], signal: AbortSignal) => Promise<RecordsRead>;

/** Records by where they are, until they take too many bytes. */
export class RecordCollection {
  readonly #records = new Map<string, TopicRecord>();
  readonly #maximumBytes: number;
  #bytes = 0;

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /** @returns false when the record would be too much: it is not kept. */
  add(record: TopicRecord): boolean {
    this.#bytes += (record.key?.length ?? 0) + (record.value?.length ?? 0);
    if (this.#bytes > this.#maximumBytes) return false;
    this.#records.set(`${record.partition}-${record.offset}`, record);
    return true;
  }

  find(partition: number, offset: number): TopicRecord | undefined {
    return this.#records.get(`${partition}-${offset}`);
  }
}
