import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from 'kafkajs';
import { afterTest } from '../../support/event-source-mapping/clean-up.ts';
import { kafka } from '../../support/event-source-mapping/topics.ts';
import { type ProducedRecord, placeName, type RecordPlace } from './history.ts';
import type { PlannedRecord, Scenario } from './scenario.ts';

/** Produces the waves to a topic that nobody else writes to, so that the offsets are known beforehand. */
export function produceWaves(topic: string, waves: Scenario['waves']) {
  const plans = new Map<string, PlannedRecord>();
  const produced: ProducedRecord[] = [];
  const next = new Map<number, number>();

  const place = (record: PlannedRecord): Message => {
    const { partition, matches, tombstone, keyed, padding } = record;
    const offset = next.get(partition) ?? 0;
    next.set(partition, offset + 1);
    plans.set(placeName({ partition, offset }), record);
    produced.push({ partition, offset, matches });
    const value = tombstone ? null : JSON.stringify({ matches, padding: 'x'.repeat(padding) });
    return { partition, key: keyed ? `key ${offset % 3}` : null, value };
  };

  return {
    produced,
    planOf: (one: RecordPlace) => plans.get(placeName(one)),
    /** The offset behind the last record of each partition. */
    ends: (partitions: number) => Array.from({ length: partitions }, (_, partition) => next.get(partition) ?? 0),
    run: async () => {
      const producer = kafka.producer();
      await producer.connect();
      afterTest(() => producer.disconnect());
      for (const { pauseMs, records } of waves) {
        await wait(pauseMs);
        await producer.send({ topic, messages: records.map(place) });
      }
    },
  };
}
