import { setTimeout as wait } from 'node:timers/promises';
import { withTopicReader } from '../../../lambdas/redrive/topic-reader.ts';
import { countRows } from '../../../local/deployment/count-rows.ts';
import { withKafkaAdmin } from '../../../local/deployment/kafka-admin.ts';
import { StartError } from '../../../local/start-error.ts';
import { frameBytes } from '../../bare-stores.ts';
import type { BenchStack } from '../../bench-stack.ts';
import type { StoreName } from '../contender.ts';
import type { Lookups } from './lookups.ts';

const everyMs = 50;
const timeoutMs = 1_800_000;
const settleMs = 30_000;

/** Whether the users of the topic are in the stores, asked in the same way of every contender. */
export class StoredRows {
  readonly #stack: BenchStack;
  readonly #lookups: Lookups;
  readonly #users: number;
  /** The users of each partition's last record. */
  readonly #lastIds: readonly string[];
  /** What stands before each value of the topic and names its schema. */
  readonly frame: Buffer;

  private constructor(stack: BenchStack, lookups: Lookups, users: number, last: readonly LastRecord[]) {
    this.#stack = stack;
    this.#lookups = lookups;
    this.#users = users;
    this.#lastIds = last.map(({ id }) => id);
    this.frame = last[0]?.value.subarray(0, frameBytes) ?? Buffer.alloc(frameBytes);
  }

  static async open(stack: BenchStack, lookups: Lookups, users: number): Promise<StoredRows> {
    return new StoredRows(stack, lookups, users, await lastRecords(stack));
  }

  /**
   * Resolves when the last record of every partition is in these stores. One row of each store is looked up every
   * 50 ms, so that nobody is kept from work by it. After the signal nobody waits for it any more.
   */
  async untilLast(stores: readonly StoreName[], signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (const store of stores) {
      for (const id of this.#lastIds) {
        while ((await this.#lookups[store]([id])).size === 0) {
          if (Date.now() > deadline) throw new StartError(`${store} has no ${id} after ${timeoutMs / 1000} s.`);
          await wait(everyMs, undefined, { signal });
        }
      }
    }
  }

  /**
   * Counts the rows, all of which should be there by now.
   * @returns when the last of them came (by performance.now()), where some came after the last records' rows.
   * @throws StartError when they do not come, or when there are too many.
   */
  async untilComplete(stores: readonly StoreName[]): Promise<number | undefined> {
    const deadline = Date.now() + settleMs;
    let late: number | undefined;
    for (;;) {
      const rows = await countRows(this.#stack.settings);
      if (stores.every((store) => rows[store] === this.#users)) return late;
      late = performance.now();
      if (Date.now() > deadline || stores.some((store) => rows[store] > this.#users)) {
        const told = stores.map((store) => `${store} ${rows[store]}`).join(', ');
        throw new StartError(`There should be ${this.#users} rows in each store, and there are: ${told}.`);
      }
    }
  }
}

interface LastRecord {
  readonly id: string;
  readonly value: Buffer;
}

async function lastRecords({ kafka, topic, settings }: BenchStack): Promise<LastRecord[]> {
  const offsets = await withKafkaAdmin(settings, (admin) => admin.fetchTopicOffsets(topic));
  const places = offsets
    .filter(({ low, high }) => Number(low) < Number(high))
    .map(({ partition, high }) => ({ topic, partition, first: Number(high) - 1, last: Number(high) - 1 }));
  return withTopicReader(kafka, topic, async (read) => {
    const found = await read(places, AbortSignal.timeout(60_000));
    return places.map(({ partition, last }) => {
      const record = found.find(partition, last);
      if (!record?.key || !record.value) throw new StartError(`The last record of partition ${partition} is no user.`);
      return { id: record.key.toString(), value: record.value };
    });
  });
}
