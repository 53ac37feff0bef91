import type { Producer } from 'kafkajs';
import { chunk } from '../core/chunk.ts';

/** A user ready for the topic. */
export interface UserRecord {
  readonly id: string;
  /** With the schema's frame before it. */
  readonly value: Buffer;
}

/** What the records of a run have in common, as their headers say it. */
export interface RecordOrigin {
  readonly runId: string;
  /** Of the registry; the value says it too, where only those who know the frame can read it. */
  readonly schemaId: string;
}

/** Resolves when all in-sync replicas have the records. */
export type PublishUsers = (records: readonly UserRecord[], origin: RecordOrigin) => Promise<void>;

/** A broker takes 1 MiB of one partition at once, and a request may go to a single one. */
const requestLimit = { items: 1000, bytes: 900_000 };

/** @param traceId of the invocation, so that a row can be followed back to what began it. */
export function usersPublisher(producer: Producer, topic: string, traceId: string | undefined): PublishUsers {
  return async (records, { runId, schemaId }) => {
    const headers = { 'run-id': runId, 'schema-id': schemaId, ...(traceId && { 'trace-id': traceId }) };
    for (const some of chunk(records, ({ value }) => value.length, requestLimit)) {
      const messages = some.map(({ id, value }) => ({ key: id, value, headers }));
      await producer.send({ topic, acks: -1, messages });
    }
  };
}
