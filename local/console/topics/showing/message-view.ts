import type { KafkaRecord } from '../../../event-source-mapping/record.ts';
import type { MessageView, ShownPart } from '../answers.ts';
import { sizeOf } from '../reading/lanes.ts';
import type { DecodedPart, DecodePart } from './part-decoder.ts';
import { shownBytes } from './shown-bytes.ts';

/** How much of a message is shown, in bytes. */
export interface ShownLimits {
  readonly key: number;
  readonly value: number;
  readonly header: number;
  readonly headers: number;
}

/** For a line of a list. */
export const preview: ShownLimits = { key: 512, value: 1024, header: 256, headers: 20 };
/** For a message by itself. */
export const whole: ShownLimits = { key: 64 * 1024, value: 256 * 1024, header: 16 * 1024, headers: 200 };

export async function messageView(record: KafkaRecord, decode: DecodePart, limits: ShownLimits): Promise<MessageView> {
  const { partition, offset, timestampMs, timestampType, key, value, headers } = record;
  return {
    ...{ partition, offset, timestampType, bytes: sizeOf(record) },
    at: isoTime(timestampMs),
    key: key && shownPart(await decode(key), limits.key),
    value: value && shownPart(await decode(value), limits.value),
    headers: headers.slice(0, limits.headers).map(([name, bytes]) => ({
      name: name.slice(0, limits.header),
      value: bytes && shownBytes(bytes, limits.header),
    })),
    headersLeftOut: Math.max(0, headers.length - limits.headers),
  };
}

function shownPart({ bytes, schema, problem }: DecodedPart, mostBytes: number): ShownPart {
  return { ...shownBytes(bytes, mostBytes), ...(schema && { schema }), ...(problem !== undefined && { problem }) };
}

/** A producer may have set any number of milliseconds. */
function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
