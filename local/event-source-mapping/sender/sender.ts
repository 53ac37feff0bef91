import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { EventRecord } from '../record.ts';
import type { EventSource } from '../source.ts';
import type { Destination } from './destinations/destination.ts';
import type { FunctionAnswer } from './failure-record.ts';
import { type GivenUp, giveUp } from './give-up.ts';
import type { InvocationSlots } from './invocation-slots.ts';
import type { Invocation, InvokeFunction } from './invoke-function.ts';
import { problemOf, readOutcome } from './read-outcome.ts';
import {
  type Delivery,
  decideNext,
  expireRecords,
  type GiveUpCondition,
  type Outcome,
  type RetryPolicy,
} from './retry-policy.ts';

export interface SenderOptions {
  readonly functionArn: string;
  readonly source: EventSource;
  readonly retryPolicy: RetryPolicy;
  /** ReportBatchItemFailures. */
  readonly readsBatchResponse: boolean;
  /** Between attempts at the same records. */
  readonly backoff: Backoff;
}

export interface SenderPorts {
  readonly invoke: InvokeFunction;
  readonly serialise: (records: readonly EventRecord[]) => Buffer;
  readonly destination: Destination;
  readonly slots: InvocationSlots;
  readonly activity: Activity;
}

/** What a delivery asks and tells about its records on the way. */
export interface DeliveryWatch {
  /** False once the record's partition belongs to another consumer: it is then sent no more. */
  isOwned(record: EventRecord): boolean;
  /** The records are done with, delivered or given up: their offsets may pass. */
  resolved(records: readonly EventRecord[]): void;
}

/** Brings a batch to the function until each of its records is resolved, in order, whatever the function answers. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #ports: SenderPorts;
  /** Ends the waiting between attempts; an invocation under way may still finish. */
  readonly #draining = new AbortController();
  readonly #abandoned = new AbortController();

  constructor(options: SenderOptions, ports: SenderPorts) {
    this.#options = options;
    this.#ports = ports;
  }

  /** Starts no further attempt. */
  drain(): void {
    this.#draining.abort();
  }

  /** Gives up what is under way, as if it had not been sent. */
  abandon(): void {
    this.#draining.abort();
    this.#abandoned.abort();
  }

  /** To be called when nothing is under way. */
  close(): Promise<void> {
    return this.#ports.destination.close();
  }

  /** The caller has taken a slot, which this gives back. */
  async deliver(records: readonly EventRecord[], watch: DeliveryWatch): Promise<void> {
    const pending: Delivery[] = [{ records, failures: 0, invocations: 0 }];
    let slot: 'held' | 'given' = 'held';
    let unavailable = 0;

    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const delivery = await this.#stillToSend(next, watch);
      if (delivery.records.length === 0) continue;

      if (slot === 'given') await this.#ports.slots.take();
      slot = 'given';
      const attempt = await this.#attempt(delivery);
      if (attempt === undefined) return;

      const again = await this.#settle(delivery, attempt, watch);
      pending.unshift(...again);
      unavailable = attempt.outcome.kind === 'unavailable' ? unavailable + 1 : 0;
      if (again.length > 0) await this.#waitBeforeRetry(Math.max(1, unavailable, again[0]?.failures ?? 0));
    }
    if (slot === 'held') this.#ports.slots.give();
  }

  /** Gives up a record that cannot be sent. The caller has taken a slot, which this gives back. */
  async refuse(records: readonly EventRecord[], condition: GiveUpCondition, watch: DeliveryWatch): Promise<void> {
    this.#ports.slots.give();
    await this.#giveUp({ delivery: { records, failures: 0, invocations: 0 }, condition }, watch);
  }

  /** Without the records that are another consumer's by now, and with those given up that are too old. */
  async #stillToSend(delivery: Delivery, watch: DeliveryWatch): Promise<Delivery> {
    const owned = { ...delivery, records: delivery.records.filter(watch.isOwned) };
    const { expired, current } = expireRecords(owned, this.#options.retryPolicy, Date.now());
    if (expired.length > 0) {
      await this.#giveUp({ delivery: { ...delivery, records: expired }, condition: 'RecordAgeExceeded' }, watch);
    }
    return { ...delivery, records: current };
  }

  /** Invokes the function once and gives the slot back. Undefined: it was not to be sent, or was abandoned. */
  async #attempt(delivery: Delivery): Promise<Attempt | undefined> {
    const { invoke, serialise, slots, activity } = this.#ports;
    try {
      if (this.#draining.signal.aborted) return undefined;
      activity.counts.invocations += 1;
      activity.counts.invoked += delivery.records.length;
      const payload = serialise(delivery.records);
      const began = performance.now();
      const invocation = await invoke(this.#options.functionArn, payload, this.#abandoned.signal);
      activity.counts.invocationSeconds += (performance.now() - began) / 1000;
      if (this.#abandoned.signal.aborted) return undefined;
      const outcome = this.#note(invocation, delivery);
      return { outcome, answer: invocation.kind === 'answered' ? invocation.answer : undefined };
    } finally {
      slots.give();
    }
  }

  #note(invocation: Invocation, { records }: Delivery): Outcome {
    const { source, readsBatchResponse } = this.#options;
    const { activity } = this.#ports;
    const { outcome, malformed } = readOutcome(invocation, records, { topic: source.topic, readsBatchResponse });
    if (malformed) activity.warn('InvokeError', `whole batch counts as failed. ${malformed}`);
    if (outcome.kind === 'success') {
      activity.result('OK');
      return outcome;
    }
    const { counts } = activity;
    counts.failedInvocations += 1;
    counts.failedInvoke += outcome.kind === 'partial-failure' ? outcome.failed.length : records.length;
    if (invocation.kind === 'throttled') counts.throttles += 1;
    activity.problem('InvokeError', problemOf(invocation, outcome));
    return outcome;
  }

  /** Resolves what the attempt settled. Returns what is to be sent again. */
  async #settle(delivery: Delivery, { outcome, answer }: Attempt, watch: DeliveryWatch): Promise<readonly Delivery[]> {
    const { delivered, givenUp, again } = decideNext(delivery, outcome, this.#options.retryPolicy);
    this.#ports.activity.counts.delivered += delivered.length;
    if (delivered.length > 0) watch.resolved(delivered);
    if (givenUp) await this.#giveUp({ ...givenUp, answer }, watch);
    return again;
  }

  async #giveUp(givenUp: GivenUp, watch: DeliveryWatch): Promise<void> {
    const given = await giveUp(givenUp, { ...this.#options, ...this.#ports }, this.#draining.signal);
    if (given) watch.resolved(givenUp.delivery.records);
  }

  async #waitBeforeRetry(retry: number): Promise<void> {
    const ms = backoffMs(this.#options.backoff, retry);
    await wait(ms, undefined, { signal: this.#draining.signal }).catch(() => undefined);
  }
}

interface Attempt {
  readonly outcome: Outcome;
  readonly answer: FunctionAnswer | undefined;
}
