import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { EventRecord, KafkaRecord, RecordRefusal } from '../record.ts';

export interface PreparationPorts {
  /** Replaces what a schema registry describes by its content; the record itself where a mapping has no registry. */
  readonly decode: (record: KafkaRecord) => KafkaRecord | Promise<KafkaRecord>;
  /** Why the record is given up, for an error that is its own fault: no other attempt would decode it. */
  readonly refusalOf: (error: unknown) => RecordRefusal | undefined;
  readonly matches: (record: KafkaRecord) => boolean;
  readonly serialise: (record: KafkaRecord) => EventRecord;
  readonly backoff: Backoff;
  readonly activity: Activity;
}

/** Records as the function will see them, without those that the filters leave out. */
export type PrepareRecords = (
  records: readonly KafkaRecord[],
  signal: AbortSignal,
) => EventRecord[] | Promise<EventRecord[]>;

/**
 * Decodes, filters and serialises records in their order. At once, unless a schema has to be asked for; a registry that
 * does not answer is asked until it does or until the signal, which rejects.
 */
export function recordPreparer(ports: PreparationPorts): PrepareRecords {
  const { decode, matches, serialise, activity } = ports;

  const keep = (decoded: KafkaRecord, { key }: KafkaRecord, prepared: EventRecord[]) => {
    if (!matches(decoded)) activity.counts.filteredOut += 1;
    else if (decoded.key === key) prepared.push(serialise(decoded));
    else prepared.push({ ...serialise(decoded), originalKey: key });
  };

  const prepareFrom = async (records: readonly KafkaRecord[], prepared: EventRecord[], signal: AbortSignal) => {
    for (const record of records) {
      const decoded = await decodeAtLast(record, ports, signal);
      if (typeof decoded === 'string') prepared.push({ ...serialise(record), refusal: decoded });
      else keep(decoded, record, prepared);
    }
    return prepared;
  };

  return (records, signal) => {
    const prepared: EventRecord[] = [];
    for (const [index, record] of records.entries()) {
      const decoded = decodeNow(record, decode);
      if (decoded === undefined) return prepareFrom(records.slice(index), prepared, signal);
      keep(decoded, record, prepared);
    }
    return prepared;
  };
}

/** Undefined when the record takes longer, or fails: both are dealt with by the way that may wait. */
function decodeNow(record: KafkaRecord, decode: PreparationPorts['decode']): KafkaRecord | undefined {
  try {
    const decoded = decode(record);
    if (!(decoded instanceof Promise)) return decoded;
    decoded.catch(() => undefined);
  } catch {}
  return undefined;
}

async function decodeAtLast(
  record: KafkaRecord,
  { decode, refusalOf, backoff, activity }: PreparationPorts,
  signal: AbortSignal,
): Promise<KafkaRecord | RecordRefusal> {
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    try {
      return await decode(record);
    } catch (error) {
      failures += 1;
      activity.counts.schemaRegistryErrors += 1;
      activity.result(`PROBLEM: ${(error as Error).message}`);
      const refusal = refusalOf(error);
      if (refusal) return refusal;
      await wait(backoffMs(backoff, failures), undefined, { signal });
    }
  }
}
