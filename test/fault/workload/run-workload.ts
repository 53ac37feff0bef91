import { setTimeout as wait } from 'node:timers/promises';
import { awaitStored } from '../../../local/deployment/await-stored.ts';
import type { Settings } from '../../../local/settings.ts';
import { eventually } from '../../support/eventually.ts';
import type { Fault } from '../faults/fault.ts';
import { Checker } from './checker.ts';
import { committedOffsets } from './committed-offsets.ts';
import { LetterLedger } from './letter-ledger.ts';
import { ReferenceModel } from './model.ts';
import { Operations } from './operations.ts';
import { randomFor } from './random.ts';
import { Sender } from './send.ts';
import { type StoredRows, storedUsers, storeNames } from './stored-users.ts';
import { TopicWriter } from './topic-writer.ts';

export interface PlannedFault extends Fault {
  /** Whether the queue of dead letters goes with it: letters are read before. */
  readonly forgetsLetters?: boolean;
}

export interface Workload {
  readonly settings: Settings;
  readonly seed: number;
  /** Ends the work; what follows (healing, draining, checking) takes as long as it takes. */
  readonly signal: AbortSignal;
  /** Of which one at a time is drawn; none: the weather stays fine. */
  readonly faults: readonly PlannedFault[];
  /** From the end of one fault to the beginning of the next, in milliseconds. */
  readonly everyMs: number;
  readonly users: number;
  report(line: string): void;
}

export interface Outage {
  readonly fault: string;
  readonly forgetsLetters: boolean;
  /** From the fault to the beginning of its healing. */
  readonly lastedMs: number;
  /** From the beginning of the healing until all that was in the topic by then is stored. */
  readonly recoveryMs: number;
}

export interface WorkloadOutcome {
  readonly seed: number;
  readonly records: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly poison: number;
  readonly letters: number;
  readonly looks: number;
  readonly outages: readonly Outage[];
  /** Empty when all is as promised. */
  readonly violations: readonly string[];
}

const maximumViolations = 50;
const lookEveryMs = 1000;
/** Letters stay, and there may be thousands of them: they are read at each so many looks. */
const looksPerLetters = 10;
const drainMs = 300_000;

/** Writes, looks and breaks, all at random and all by the seed, until the signal; then heals, drains and compares. */
export async function runWorkload(workload: Workload): Promise<WorkloadOutcome> {
  const run = await RunningWorkload.open(workload);
  try {
    const ended = await Promise.allSettled([run.writeAlong(), run.lookAlong(), run.breakAlong()]);
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    return await run.conclude();
  } finally {
    await run.close();
  }
}

class RunningWorkload {
  readonly #workload: Workload;
  readonly #writer: TopicWriter;
  readonly #model = new ReferenceModel();
  readonly #checker = new Checker(this.#model);
  readonly #sender: Sender;
  readonly #letters: LetterLedger;
  readonly #stored: ReturnType<typeof storedUsers>;
  readonly #violations: string[] = [];
  readonly #outages: Outage[] = [];
  /** While letters would be lost nothing is written that becomes one. */
  #sparesPoison = false;
  #sending: Promise<void> = Promise.resolve();
  #looks = 0;
  /** Ends all loops when one of them has failed. */
  readonly #failed = new AbortController();

  private constructor(workload: Workload, writer: TopicWriter, letters: LetterLedger) {
    this.#workload = workload;
    this.#writer = writer;
    this.#letters = letters;
    this.#stored = storedUsers(workload.settings);
    this.#sender = new Sender(writer, (change, place) => this.#checker.acknowledged(change, place));
  }

  static async open(workload: Workload): Promise<RunningWorkload> {
    const writer = await TopicWriter.open(workload.settings);
    return new RunningWorkload(workload, writer, await LetterLedger.open(workload.settings));
  }

  async writeAlong(): Promise<void> {
    const { seed, users } = this.#workload;
    const random = randomFor(seed, 'operations');
    const operations = new Operations(random, { salt: `${seed} ${Date.now()}`, users, maximumText: 200_000 });
    await this.#guard(async () => {
      while (!this.#isOver()) {
        const wave = operations.wave(random.between(1, 40), { poison: !this.#sparesPoison });
        this.#sending = this.#sender.send(wave, (count) => random.below(count));
        await this.#sending;
        await wait(random.between(20, 400));
      }
    });
  }

  async lookAlong(): Promise<void> {
    await this.#guard(async () => {
      while (!this.#isOver()) {
        // A store, the broker or the secret of the database may be away: that look is left out.
        await this.#look().catch(() => undefined);
        await wait(lookEveryMs);
      }
    });
  }

  async breakAlong(): Promise<void> {
    const { faults, seed, everyMs } = this.#workload;
    const random = randomFor(seed, 'faults');
    await this.#guard(async () => {
      while (faults.length > 0 && !this.#isOver()) {
        await this.#pause(random.between(Math.ceil(everyMs / 2), everyMs));
        if (!this.#isOver()) await this.#break(random.pick(faults), random.between(500, 4000));
      }
    });
  }

  /** Once the loops have ended: everything comes into the stores, and they are as the model says. */
  async conclude(): Promise<WorkloadOutcome> {
    const { settings, seed } = this.#workload;
    await awaitStored(settings, () => undefined, AbortSignal.timeout(drainMs));
    const ids = this.#ids();
    const counts: Record<string, number> = {};
    for (const store of storeNames) {
      const rows = await this.#stored.read(store, ids);
      this.#note(this.#checker.checkEnd(store, rows));
      this.#note(this.#poisoned(rows).map((id) => `${store}: the poison record of ${id} became a row`));
      counts[store] = rows.size;
    }
    const { poison, records } = this.#sender;
    await this.#letters.untilHas(poison).catch(() => undefined);
    this.#note(this.#letters.compare(poison));
    const letters = this.#letters.letters;
    const [looks, outages, violations] = [this.#looks, this.#outages, this.#violations];
    return { seed, records, rows: counts, poison: poison.length, letters, looks, outages, violations };
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  async #look(): Promise<void> {
    const { settings } = this.#workload;
    if (this.#looks % looksPerLetters === 0) await this.#letters.look();
    const floors = this.#checker.committed(await committedOffsets(settings));
    const rows = await Promise.all(storeNames.map((store) => this.#stored.read(store, this.#ids())));
    // A record may be stored before its writer has heard that the broker has it.
    await this.#sending;
    storeNames.forEach((store, index) => {
      this.#note(this.#checker.check(store, rows[index] as StoredRows, floors));
    });
    this.#looks += 1;
  }

  async #break(fault: PlannedFault, holdMs: number): Promise<void> {
    const { settings, report } = this.#workload;
    if (fault.forgetsLetters) await this.#takeLetters();
    report(`${fault.name} ...`);
    const begun = performance.now();
    await fault.inject();
    await wait(holdMs);
    const healing = performance.now();
    await fault.heal();
    await eventually(() => awaitStored(settings, () => undefined, AbortSignal.timeout(drainMs)), drainMs, 1000);
    const over = performance.now();
    this.#sparesPoison = false;
    const forgetsLetters = fault.forgetsLetters === true;
    this.#outages.push({ fault: fault.name, forgetsLetters, lastedMs: healing - begun, recoveryMs: over - healing });
    report(`${fault.name}: everything stored ${Math.round(over - healing)} ms after its healing began`);
  }

  /** Afterwards no letter is on its way, and none comes until poison is written again. */
  async #takeLetters(): Promise<void> {
    this.#sparesPoison = true;
    await this.#sending;
    await this.#letters.untilHas(this.#sender.poison);
  }

  #ids(): string[] {
    return [...this.#model.ids(), ...this.#sender.poison.map(({ id }) => id)];
  }

  #poisoned(rows: StoredRows): string[] {
    return this.#sender.poison.map(({ id }) => id).filter((id) => rows.has(id));
  }

  #note(violations: readonly string[]): void {
    const room = maximumViolations - this.#violations.length;
    this.#violations.push(...violations.slice(0, Math.max(0, room)));
  }

  #isOver(): boolean {
    return this.#workload.signal.aborted || this.#failed.signal.aborted || this.#violations.length > 0;
  }

  async #pause(ms: number): Promise<void> {
    const either = AbortSignal.any([this.#workload.signal, this.#failed.signal]);
    await wait(ms, undefined, { signal: either }).catch(() => undefined);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed.abort();
      throw error;
    }
  }
}
