import { randomUUID } from 'node:crypto';
import type { Message } from 'kafkajs';
import { afterTest } from '../event-source-mapping/clean-up.ts';
import { createTopic, kafka, produce, type TopicConfig, withAdmin } from '../event-source-mapping/topics.ts';
import { eventually } from '../eventually.ts';
import { connections } from '../stack/stack.ts';

export const hostile = '<img src=x onerror="document.title=1">';

/** In the month of these tests. */
export const beginMs = Date.UTC(2026, 6, 1, 12);

/** A topic that is deleted afterwards, whatever its records' times. */
export function ownTopic(partitions: number, config: TopicConfig = []): Promise<string> {
  const kept = [{ name: 'retention.ms', value: '-1' }, ...config];
  return createTopic(partitions, kept, `console-topics-${randomUUID()}`);
}

export const manyRecords = 3000;
/** Of the records that a search is for, in their order. */
export const planted = [100, 1501, 2999];
export const large = JSON.stringify({
  list: Array.from({ length: 20_000 }, (_, index) => ({ index, text: 'a line of it' })),
});

/**
 * Three partitions. Each begins with what is told of it here, then come records of every minute, of which three are planted.
 * 0-0: markup in key, header and value. 1-0: a large value. 2-0: a tombstone, 2-1: bytes.
 */
export async function fillTopic(topic: string): Promise<void> {
  const timestamp = String(beginMs);
  const value = JSON.stringify({ html: hostile, exact: 'number' }).replace('"number"', '12345678901234567890');
  await produce(topic, [
    {
      partition: 0,
      timestamp,
      key: hostile,
      value,
      headers: { [hostile]: hostile, 'run-id': '2026-07-01.1', 'trace-id': '1-2-3' },
    },
    { partition: 1, timestamp, key: 'large', value: large },
    { partition: 2, timestamp, key: 'deleted', value: null },
    { partition: 2, timestamp, key: 'bytes', value: Buffer.from([0xff, 0xfe, 0x00, 0x01]) },
  ]);
  const many = Array.from({ length: manyRecords }, (_, index): Message => {
    const isPlanted = planted.includes(index);
    return {
      partition: index % 3,
      timestamp: String(beginMs + (index + 1) * 60_000),
      key: `key-${index}`,
      value: JSON.stringify({ index, name: { first: isPlanted ? 'Planted' : 'Other' } }),
      headers: { origin: isPlanted ? 'gardener' : 'wind' },
    };
  });
  await produce(topic, many);
}

/** Offsets of the topic with gaps: what its only partition has, and has not. */
export const gaps = { aborted: 200, committed: 203, last: 207 };

/**
 * 0 and 1: keys a and b of an idempotent producer, which are compacted away and leave an empty batch. 2 to 201: of a
 * transaction that is aborted. 203: of one that is committed. 205 to 207: a, b and c.
 */
export async function fillWithGaps(topic: string): Promise<void> {
  const at = (minutes: number) => String(beginMs + minutes * 60_000);
  const idempotent = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const transactional = kafka.producer({ transactionalId: randomUUID(), idempotent: true, maxInFlightRequests: 1 });
  await Promise.all([idempotent.connect(), transactional.connect()]);
  try {
    const old = ['a', 'b'].map((key) => ({ key, value: 'old', timestamp: at(0) }));
    await idempotent.send({ topic, messages: old });
    const aborted = await transactional.transaction();
    const messages = Array.from({ length: gaps.aborted }, (_, index) => ({
      key: `x${index}`,
      value: 'x',
      timestamp: at(1),
    }));
    await aborted.send({ topic, messages });
    await aborted.abort();
    const committed = await transactional.transaction();
    await committed.send({ topic, messages: [{ key: 'sure', value: 'committed', timestamp: at(2) }] });
    await committed.commit();
    // The broker answers before the transaction's last marker, an offset of its own, is in the partition.
    await eventually(async () => {
      const [partition] = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
      expect(partition?.high).toBe(String(gaps.committed + 2));
    }, 30_000);
  } finally {
    await Promise.all([idempotent.disconnect(), transactional.disconnect()]);
  }
  // Each begins a new segment by its time, behind that of the transactions' markers: only those before the last one are
  // compacted.
  for (const [index, key] of ['a', 'b', 'c'].entries()) {
    await produce(topic, [{ key, value: 'new', timestamp: String(Date.now() + (index + 1) * 60_000) }]);
  }
}

export const compacted: TopicConfig = [
  { name: 'cleanup.policy', value: 'compact' },
  { name: 'segment.ms', value: '1000' },
  { name: 'min.cleanable.dirty.ratio', value: '0.001' },
];

/** Registers a version in the stack's schema registry, which is removed afterwards. @returns its id in records */
export async function registerSchema(subject: string, schema: object): Promise<number> {
  const address = `${connections()['schema-registry'].url}/subjects/${subject}`;
  const response = await fetch(`${address}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema: JSON.stringify(schema) }),
  });
  const { id } = (await response.json()) as { id: number };
  afterTest(async () => {
    await fetch(address, { method: 'DELETE' });
    await fetch(`${address}?permanent=true`, { method: 'DELETE' });
  });
  return id;
}
