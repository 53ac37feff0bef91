import { setTimeout as wait } from 'node:timers/promises';
import driver from 'cassandra-driver';
import pLimit from 'p-limit';
import pRetry, { AbortError } from 'p-retry';
import { BackgroundWork, leastMs } from '../background-work.ts';
import type { StateFile } from '../state-file.ts';
import type { Cassandra } from './cassandra/cassandra.ts';
import { keyOf, type ResourceRecord, type Thing } from './resource-record.ts';

export interface LifeCycleOptions {
  readonly records: StateFile<ResourceRecord>;
  readonly cassandra: Pick<Cassandra, 'execute'>;
  readonly log: (line: string) => void;
}

/** Cassandra may be starting, or be started again. */
const patience = { retries: 100, minTimeout: 200, maxTimeout: 3000, maxRetryTime: 300_000 };

/** Carries out what records are under way to, in the background; what was cut off goes on at the next start. */
export class LifeCycle {
  readonly #options: LifeCycleOptions;
  readonly #work = new BackgroundWork();
  readonly #turns = pLimit(4);
  readonly #stopping = new AbortController();

  constructor(options: LifeCycleOptions) {
    this.#options = options;
  }

  /** Goes on with what was under way when the control plane ended. */
  resume(): void {
    for (const record of this.#options.records.all()) if (record.status !== 'ACTIVE') this.#start(record);
  }

  /** Keeps the record and begins with its statements. */
  begin(record: ResourceRecord): void {
    this.#options.records.set(keyOf(record), record);
    this.#start(record);
  }

  /** Ends when nothing is under way there. @throws Error why it failed */
  async settled(thing: Thing): Promise<void> {
    await this.#work.settled(keyOf(thing));
  }

  /** Ends when nothing is under way in the keyspace, whether it went well or not. */
  async allSettled(keyspace: string): Promise<void> {
    const busy = this.#options.records.all().filter((record) => record.keyspace === keyspace);
    await Promise.allSettled(busy.map((record) => this.settled(record)));
  }

  /** Leaves what waits for Cassandra, and ends once the statements under way have. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The control plane is being stopped.'));
    await this.#work.allSettled();
  }

  #start(record: ResourceRecord): void {
    const key = keyOf(record);
    this.#work.add(key, () => this.#carryOut(key, record));
  }

  async #carryOut(key: string, record: ResourceRecord): Promise<void> {
    const { signal } = this.#stopping;
    try {
      const apply = () => pRetry(() => this.#apply(record), { ...patience, signal });
      await Promise.all([this.#turns(apply), wait(leastMs)]);
      this.#finish(key, record);
    } catch (error) {
      // Who is stopped goes on at the next start.
      if (!signal.aborted) this.#undo(key, record);
      this.#options.log(`${record.status} ${key} failed: ${(error as Error).message}`);
      throw error;
    }
  }

  async #apply({ statements = [] }: ResourceRecord): Promise<void> {
    try {
      for (const statement of statements) await this.#options.cassandra.execute(statement);
    } catch (error) {
      // What Cassandra refuses once it refuses again.
      throw error instanceof driver.errors.ResponseError ? new AbortError(error) : error;
    }
  }

  #finish(key: string, record: ResourceRecord): void {
    const { records } = this.#options;
    if (record.status !== 'DELETING') {
      this.#keep(key, record);
      return;
    }
    for (const other of record.kind === 'keyspace' ? records.all() : []) {
      if (other.keyspace === record.keyspace) records.delete(keyOf(other));
    }
    records.delete(key);
  }

  /** What could not be created is not there; what could not be changed is as before. */
  #undo(key: string, record: ResourceRecord): void {
    if (record.status === 'CREATING') this.#options.records.delete(key);
    else this.#keep(key, record);
  }

  /** Only what Cassandra has no place for, with tags that were changed meanwhile. */
  #keep(key: string, { statements, table, type, ...record }: ResourceRecord): void {
    const { records } = this.#options;
    const { tags } = records.get(key) ?? record;
    if (tags || record.regions || record.autoScaling) {
      records.set(key, { ...record, status: 'ACTIVE', ...(tags && { tags }) });
    } else {
      records.delete(key);
    }
  }
}
