import { InvalidUserError } from '../../lambdas/core/errors.ts';
import { type Replay, readReplay } from '../../lambdas/core/replay.ts';
import { readRecords, type UserChange } from '../../lambdas/sink-users/read-records.ts';
import type { KafkaRecord } from '../event-source-mapping/record.ts';
import type { DecodeRecord } from '../event-source-mapping/schema-registry/record-decoder.ts';
import { SchemaProblem } from '../event-source-mapping/schema-registry/schema-problem.ts';

/** What a record says: a change of a user, or why it is none. */
export type TopicReading = {
  /** Of a record that was published again. */
  readonly replay: Replay | undefined;
} & ({ readonly change: UserChange } | { readonly reason: string });

/** Reads a topic's records as the mapping decodes them and the sink reads them. */
export function topicReader(topic: string, decode: DecodeRecord): (record: KafkaRecord) => Promise<TopicReading> {
  return async (record) => {
    const replay = replayOf(record);
    try {
      const decoded = decode(record);
      return { replay, ...readChange(topic, decoded instanceof Promise ? await decoded : decoded) };
    } catch (error) {
      // A registry that does not answer is no fault of the record.
      if (!(error instanceof SchemaProblem)) throw error;
      return { replay, reason: error.message };
    }
  };
}

/** Where a record was first published; a header that is broken makes it no replay, and the sink refuses it. */
export function replayOf({ headers }: Pick<KafkaRecord, 'headers'>): Replay | undefined {
  if (headers.length === 0) return undefined;
  try {
    return readReplay((name) => headers.find(([own]) => own === name)?.[1]?.toString('utf8'));
  } catch (error) {
    if (error instanceof InvalidUserError) return undefined;
    throw error;
  }
}

function readChange(topic: string, record: KafkaRecord): { change: UserChange } | { reason: string } {
  const { partition, offset, timestampMs, key, value, headers } = record;
  const event = {
    topic,
    partition,
    offset,
    timestamp: timestampMs,
    key: key?.toString('base64') ?? null,
    value: value?.toString('base64') ?? null,
    headers: headers.map(([name, bytes]) => ({ [name]: bytes === null ? [] : Array.from(new Int8Array(bytes)) })),
  };
  const { changes, malformed } = readRecords({ records: { [`${topic}-${partition}`]: [event] } });
  const [change] = changes;
  return change ? { change } : { reason: malformed[0]?.reason ?? 'The record is no user.' };
}
