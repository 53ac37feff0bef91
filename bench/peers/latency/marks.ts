import { setTimeout as wait } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { topic } from '../../../local/deployment/kafka-admin.ts';
import { partitions, userValue } from '../../esm/records.ts';
import type { RowWatch } from '../rows/row-watch.ts';

const tickMs = 10;
/** In every other tick the first record is a mark: 50 a second, whatever the rate. */
const ticksPerMark = 2;
const lookEveryMs = 20;

interface Message {
  readonly key: string;
  readonly value: Buffer;
  readonly partition: number;
}

/** Publishes users at a steady rate, and has the rows of some of them watched. */
export class Marks {
  readonly #producer: Producer;
  readonly #watches: readonly RowWatch[];
  readonly #frame: Buffer;
  /** Of all turns: whoever read a record of an earlier one would write no row that is awaited. */
  static #users = 0;
  /** By id: when the last call of `publish` sent it, by performance.now(). */
  #sent = new Map<string, number>();

  /** @param frame stands before each value and names its schema */
  constructor(producer: Producer, watches: readonly RowWatch[], frame: Buffer) {
    this.#producer = producer;
    this.#watches = watches;
    this.#frame = frame;
  }

  /** Publishes a user that nobody waits for. */
  async publishOne(): Promise<void> {
    await this.#send([this.#next()]);
  }

  /** @param rate records a second */
  async publish(rate: number, seconds: number): Promise<void> {
    const ticks = (seconds * 1000) / tickMs;
    const sending: Promise<unknown>[] = [];
    const begun = performance.now();
    this.#sent = new Map();
    for (let tick = 0; tick < ticks; tick += 1) {
      const messages = Array.from({ length: (rate * tickMs) / 1000 }, () => this.#next());
      if (tick % ticksPerMark === 0) this.#mark(messages[0]?.key ?? '');
      sending.push(this.#send(messages));
      await wait(Math.max(0, begun + (tick + 1) * tickMs - performance.now()));
    }
    await Promise.all(sending);
  }

  /** How old each mark of the last `publish` was when its last row was seen, in ms; undefined when some do not come. */
  async agesOfLast(timeoutMs: number): Promise<number[] | undefined> {
    const deadline = performance.now() + timeoutMs;
    while (this.#watches.some(({ awaited }) => awaited > 0)) {
      if (performance.now() > deadline) return undefined;
      await wait(lookEveryMs);
    }
    return [...this.#sent].map(([id, at]) => (this.#arrival(id) ?? Number.NaN) - at);
  }

  #mark(id: string): void {
    this.#sent.set(id, performance.now());
    this.#watch(id);
  }

  #watch(id: string): void {
    for (const watch of this.#watches) watch.expect(id);
  }

  /** When the user was in the last of the stores; undefined when it is not in all of them. */
  #arrival(id: string): number | undefined {
    const times = this.#watches.map(({ seen }) => seen.get(id));
    return times.includes(undefined) ? undefined : Math.max(...times.map(Number));
  }

  #next(): Message {
    const text = userValue(Marks.#users);
    const partition = Marks.#users % partitions;
    Marks.#users += 1;
    return {
      key: (JSON.parse(text) as { id: string }).id,
      value: Buffer.concat([this.#frame, Buffer.from(text)]),
      partition,
    };
  }

  async #send(messages: Message[]): Promise<void> {
    await this.#producer.send({ topic, acks: -1, messages });
  }
}
