import { Activity } from '../../../../local/event-source-mapping/activity.ts';
import { recordPreparer } from '../../../../local/event-source-mapping/processor/prepare-records.ts';
import { Processor } from '../../../../local/event-source-mapping/processor/processor.ts';
import { onDemandScaling } from '../../../../local/event-source-mapping/processor/scaling.ts';
import { eventEnvelope, serialiseEvent } from '../../../../local/event-source-mapping/processor/serialise-event.ts';
import { recordSerialiser } from '../../../../local/event-source-mapping/processor/serialise-record.ts';
import type { KafkaRecord } from '../../../../local/event-source-mapping/record.ts';
import { noDestination } from '../../../../local/event-source-mapping/sender/destinations/destination.ts';
import type { InvokeFunction } from '../../../../local/event-source-mapping/sender/invoke-function.ts';
import { Sender } from '../../../../local/event-source-mapping/sender/sender.ts';
import { selfManaged } from './event-records.ts';

/** What the function is invoked with: offsets by partition. */
export type Batch = ReadonlyMap<number, readonly number[]>;

export interface InMemoryOptions {
  /** How the invocation ends, unless it is abandoned before; false lets the function fail. */
  readonly invoke: (batch: Batch) => Promise<boolean>;
  readonly batchSize: number;
  readonly concurrentInvocations?: number;
  readonly windowMs?: number;
  readonly onProgress?: (partition: number, nextOffset: number) => void;
  readonly onQueueChange?: (partition: number) => void;
  /** Records to leave out. */
  readonly matches?: (record: KafkaRecord) => boolean;
  readonly decode?: (record: KafkaRecord) => KafkaRecord | Promise<KafkaRecord>;
}

interface Event {
  readonly records: Record<string, { partition: number; offset: number }[]>;
}

/** A processor and its sender, whose function is the test. */
export function inMemoryProcessor(options: InMemoryOptions): Processor {
  const activity = new Activity(() => undefined);
  const envelope = eventEnvelope(selfManaged);
  const invoke: InvokeFunction = async (_, payload, signal) => {
    const event = JSON.parse(payload.toString()) as Event;
    const lists = Object.values(event.records).map((list) => [list[0]?.partition, list.map(({ offset }) => offset)]);
    const abandoned = new Promise<boolean>((end) => signal.addEventListener('abort', () => end(false)));
    const succeeded = await Promise.race([options.invoke(new Map(lists as [number, number[]][])), abandoned]);
    const answer = { requestId: '', statusCode: 200, executedVersion: '1' };
    return {
      kind: 'answered',
      answer: succeeded ? answer : { ...answer, functionError: 'Unhandled' },
      payload: '',
    } as const;
  };
  const settings = {
    functionArn: 'arn',
    source: selfManaged,
    retryPolicy: { retries: Number.POSITIVE_INFINITY, recordAgeMs: Number.POSITIVE_INFINITY, bisect: false },
    readsBatchResponse: false,
    backoff: { firstMs: 0, maxMs: 0 },
  };
  return new Processor(
    {
      envelope,
      limits: { records: options.batchSize, bytes: 1_000_000 },
      windowMs: options.windowMs ?? 0,
      scaling: onDemandScaling(options.concurrentInvocations ?? 4),
    },
    {
      prepare: recordPreparer({
        decode: options.decode ?? ((record) => record),
        refusalOf: (error) => ((error as Error).message === 'undecodable' ? 'DESERIALIZATION_ERROR' : undefined),
        matches: options.matches ?? (() => true),
        serialise: recordSerialiser(selfManaged.topic),
        backoff: { firstMs: 0, maxMs: 0 },
        activity,
      }),
      createSender: (slots) =>
        new Sender(settings, {
          invoke,
          serialise: (records) => serialiseEvent(envelope, records),
          destination: noDestination,
          slots,
          activity,
        }),
      onProgress: options.onProgress ?? (() => undefined),
      onQueueChange: options.onQueueChange ?? (() => undefined),
      activity,
    },
  );
}
