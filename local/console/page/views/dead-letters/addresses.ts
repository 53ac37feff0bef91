import type { OffsetRange } from '../../../dead-letters/answers.ts';

export function letterAddress(id: string): string {
  return `/dead-letters/${encodeURIComponent(id)}`;
}

/** Where the topic's view shows the record. */
export function recordAddress(topic: string, partition: number, offset: number | string): string {
  return `/topics/${encodeURIComponent(topic)}?${new URLSearchParams({ partition: String(partition), offset: String(offset) })}`;
}

/** "partition 0, offset 7 to 9" */
export function placeOf({ partition, first, last }: OffsetRange): string {
  return `partition ${partition}, offset ${first}${last > first ? ` to ${last}` : ''}`;
}
