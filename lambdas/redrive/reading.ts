import type { Batch } from 'kafkajs';
import type { PartitionScan } from './partition-scan.ts';
import { RecordCollection, type Stop } from './topic-records.ts';

/** Of records in memory at once. */
const maximumBytes = 96 * 1024 * 1024;
/** Without any record for so long there is something wrong. */
const stalledMs = 20_000;
const watchMs = 100;

/** What is read at the moment. */
export interface Reading {
  readonly scans: ReadonlyMap<number, PartitionScan>;
  readonly records: RecordCollection;
  movedMs: number;
  stopped?: Stop;
}

export function beginReading(scans: ReadonlyMap<number, PartitionScan>): Reading {
  return { scans, records: new RecordCollection(maximumBytes), movedMs: Date.now() };
}

/** Takes what is wanted of a batch, until it is too much. */
export function keep(reading: Reading, scan: PartitionScan, batch: Batch): void {
  const { partition, messages } = batch;
  reading.movedMs = Date.now();
  for (const { offset, timestamp, key, value, headers = {} } of messages) {
    const place = { partition, offset: Number(offset) };
    if (!scan.wants(place.offset)) continue;
    if (!reading.records.add({ ...place, timestampMs: Number(timestamp), key, value, headers })) {
      const why = `The records to be read take more than ${maximumBytes} bytes: replay it by its id, alone.`;
      reading.stopped = { why, late: false };
      return;
    }
    scan.moveTo(place.offset + 1);
  }
  scan.moveTo(Number(batch.lastOffset()) + 1);
}

export function isDone({ scans, stopped }: Reading): boolean {
  return stopped !== undefined || [...scans.values()].every(({ next }) => next === undefined);
}

/** Returns when everything was looked at, or it goes on no more. */
export function untilRead(reading: Reading, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (signal.aborted) reading.stopped ??= { why: 'There was no time left to read it.', late: true };
      if (Date.now() - reading.movedMs > stalledMs) {
        const why = `Kafka gave no record for ${stalledMs / 1000} s: see that its brokers are well.`;
        reading.stopped ??= { why, late: false };
      }
      if (!isDone(reading)) return;
      clearInterval(timer);
      resolve();
    }, watchMs);
  });
}
