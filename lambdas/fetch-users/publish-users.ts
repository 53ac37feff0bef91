import type { Producer } from 'kafkajs';
import { chunk } from '../core/chunk.ts';
import { userSchemaId } from '../core/user.ts';

/** A user ready for the topic. */
export interface UserRecord {
  readonly id: string;
  readonly value: Buffer;
}

/** Resolves when all in-sync replicas have the records. */
export type PublishUsers = (records: readonly UserRecord[], runId: string) => Promise<void>;

/** A broker takes 1 MiB of one partition at once, and a request may go to a single one. */
const requestLimit = { items: 1000, bytes: 900_000 };

/** @param traceId of the invocation, so that a row can be followed back to what began it. */
export function usersPublisher(producer: Producer, topic: string, traceId: string | undefined): PublishUsers {
  return async (records, runId) => {
    const headers = { 'run-id': runId, 'schema-id': userSchemaId, ...(traceId && { 'trace-id': traceId }) };
    for (const some of chunk(records, ({ value }) => value.length, requestLimit)) {
      const messages = some.map(({ id, value }) => ({ key: id, value, headers }));
      await producer.send({ topic, acks: -1, messages });
    }
  };
}
