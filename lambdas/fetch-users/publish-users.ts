import { addAbortListener } from 'node:events';
import kafkajs, { type Producer } from 'kafkajs';
import pRetry from 'p-retry';
import { chunk } from '../core/chunk.ts';
import type { Producers } from '../core/clients/lend-producers.ts';
import { PublishError } from '../core/errors.ts';
import { originHeaders } from '../core/origin-headers.ts';

/** A user ready for the topic. */
export interface UserRecord {
  readonly id: string;
  /** With the schema's frame before it. */
  readonly value: Buffer;
}

/** What the records of a run have in common, as their headers say it. */
export interface RecordOrigin {
  readonly runId: string;
  readonly schemaId: string;
}

/**
 * Resolves when all in-sync replicas have the records. After a failure some of them may be in the topic: they are
 * published again, all of them.
 * @throws PublishError, or the signal's reason
 */
export type PublishUsers = (records: readonly UserRecord[], origin: RecordOrigin, signal: AbortSignal) => Promise<void>;

/** A broker takes 1 MiB of one partition at once, and a request may go to a single one. */
const requestLimit = { items: 1000, bytes: 900_000 };

/** Waits for brokers that are away for one to two minutes. */
const patience = { retries: 10, minTimeout: 500, maxTimeout: 10_000, randomize: true };

/** @param traceId of the invocation, so that a row can be followed back to what began it. */
export function usersPublisher(producers: Producers, topic: string, traceId: string | undefined): PublishUsers {
  return async (records, { runId, schemaId }, signal) => {
    const headers = {
      ...{ [originHeaders.runId]: runId, [originHeaders.schemaId]: schemaId },
      ...(traceId && { [originHeaders.traceId]: traceId }),
    };
    const requests = [...chunk(records, ({ value }) => value.length, requestLimit)].map((some) =>
      some.map(({ id, value }) => ({ key: id, value, headers })),
    );
    if (requests.length === 0) return;
    const publish = async () => {
      const producer = await producers.current();
      try {
        for (const messages of requests) await unlessAborted(producer.send({ topic, acks: -1, messages }), signal);
      } catch (error) {
        if (mayPass(error)) await discarded(producers, producer, signal);
        throw error;
      }
    };
    await pRetry(publish, { ...patience, signal, shouldRetry: ({ error }) => mayPass(error) }).catch((cause) => {
      if (signal.aborted) throw signal.reason;
      throw new PublishError(`${topic} has not taken ${records.length} records: ${(cause as Error).message}`, {
        cause,
      });
    });
  };
}

/** Leaves alone what cannot be ended: the brokers may still take it. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  // What it ends with interests nobody once the signal has aborted.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let listening: Disposable | undefined;
  const aborted = new Promise<never>((_, reject) => {
    // Not an event listener that a second signal ends: Node can forget to take it away, nodejs/node#63954.
    listening = addAbortListener(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    listening?.[Symbol.dispose]();
  }
}

function discarded(producers: Producers, producer: Producer, signal: AbortSignal): Promise<void> {
  return signal.aborted ? Promise.resolve() : producers.discard(producer);
}

/** Of an idempotent producer whose brokers do not know its records as it does: a new one begins anew. */
const mendedByNewProducer = ['OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'INVALID_PRODUCER_EPOCH'];

/** What the brokers refuse for good stays refused: rights, sizes, versions. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof kafkajs.KafkaJSError)) return false;
  const { cause } = error;
  if (cause instanceof kafkajs.KafkaJSError) return mayPass(cause);
  if (error instanceof kafkajs.KafkaJSProtocolError && mendedByNewProducer.includes(error.type)) return true;
  return error.retriable;
}
