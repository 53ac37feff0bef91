import type { User } from '../../../../lambdas/core/user.ts';
import { cassandraUsers } from '../../../../lambdas/sink-users/cassandra-users.ts';
import { consumeBatch } from '../../../../lambdas/sink-users/consume-batch.ts';
import type { EventRecord } from '../../../../lambdas/sink-users/kafka-event.ts';
import { postgresUsers } from '../../../../lambdas/sink-users/postgres-users.ts';
import { type DeadLetterPorts, deadLetterSender } from '../../../../lambdas/sink-users/send-dead-letters.ts';
import type { OwnStores } from '../own-stores.ts';

const topic = 'users_created';

/** A user of whom only the given fields matter. */
export function aUser(id: string, fields: Partial<User> = {}): User {
  return {
    id,
    first_name: 'Ada',
    last_name: 'Lovelace',
    gender: 'female',
    address: '12 St James Square, London, Greater London, United Kingdom',
    post_code: 'SW1Y 4JH',
    email: 'ada@example.com',
    username: 'countess',
    dob: '1815-12-10T00:00:00.000Z',
    registered_date: '2020-02-29T12:34:56.789Z',
    phone: '020 7946 0000',
    picture: 'https://example.com/ada.jpg',
    ...fields,
  };
}

/** A record of partition 0 as the event holds it; without a value it is a tombstone. */
export function aRecord(
  offset: number,
  key: string,
  value: User | string | Buffer | null,
  timestamp = 1_700_000_000_000,
) {
  const bytes = typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value);
  return {
    topic,
    partition: 0,
    offset,
    timestamp,
    key: Buffer.from(key).toString('base64'),
    ...(value !== null && { value: Buffer.from(bytes).toString('base64') }),
  };
}

/** Each letter fails by name. */
const noDeadLetters: DeadLetterPorts = {
  queue: { send: async (messages) => messages.map(() => 'No dead letter was expected.') },
  objects: { bucket: 'none', put: async () => Promise.reject(new Error('No dead letter was expected.')) },
};

/** The sink as the function has it, on stores of the test's own. @returns the offsets that failed, with the reasons. */
export function sinkOf(
  { cassandra, postgres, keyspace }: OwnStores,
  ports: () => DeadLetterPorts = () => noDeadLetters,
) {
  const stores = [cassandraUsers(cassandra, keyspace), postgresUsers(postgres)];
  return async (records: readonly EventRecord[], timeoutMs = 30_000): Promise<Record<number, string>> => {
    const event = { records: { [`${topic}-0`]: records } };
    const sendDeadLetters = deadLetterSender(ports(), 'request-1');
    const { failures } = await consumeBatch(event, stores, sendDeadLetters, AbortSignal.timeout(timeoutMs));
    return Object.fromEntries(failures.map(({ place, reason }) => [place.offset, reason]));
  };
}
