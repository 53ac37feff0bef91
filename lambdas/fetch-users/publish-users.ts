import type { Producer } from 'kafkajs';
import { userSchemaId } from '../core/user.ts';

/** A user ready for the topic. */
export interface UserRecord {
  readonly id: string;
  readonly value: Buffer;
}

/** Resolves when all in-sync replicas have the records. */
export type PublishUsers = (records: readonly UserRecord[], runId: string) => Promise<void>;

const recordsPerRequest = 1000;

/** @param traceId of the invocation, so that a row can be followed back to what began it. */
export function usersPublisher(producer: Producer, topic: string, traceId: string | undefined): PublishUsers {
  return async (records, runId) => {
    const headers = { 'run-id': runId, 'schema-id': userSchemaId, ...(traceId && { 'trace-id': traceId }) };
    for (let start = 0; start < records.length; start += recordsPerRequest) {
      const messages = records
        .slice(start, start + recordsPerRequest)
        .map(({ id, value }) => ({ key: id, value, headers }));
      await producer.send({ topic, acks: -1, messages });
    }
  };
}
