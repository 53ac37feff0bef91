import { encodeUser, type User } from '../../../../../lambdas/core/user.ts';
import type { KafkaRecord } from '../../../../../local/event-source-mapping/record.ts';
import { topicReader } from '../../../../../local/reconcile/read-topic-record.ts';
import { sampleUser } from '../../../lambdas/sample-user.ts';

/** Reads records whose values have no frame. */
export const readRecord = topicReader('users', (record) => record);

/** A record of the sample user. @param user null deletes the user */
export function recordOf(
  offset: number,
  user: Partial<User> | null,
  { timestampMs = 1_700_000_000_000 + offset, headers = [], value }: Partial<KafkaRecord> = {},
): KafkaRecord {
  return {
    ...{ partition: 0, offset, timestampMs, timestampType: 'LOG_APPEND_TIME', headers },
    key: Buffer.from(sampleUser.id),
    value: value ?? (user && encodeUser({ ...sampleUser, ...user })),
  };
}
