import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { type Backoff, backoffMs } from '../backoff.ts';
import { type Configurations, fingerprint, type Known, planChanges, selectMappings } from './plan-changes.ts';
import { Worker, type WorkerOptions } from './worker.ts';
import type { WorkerStatus } from './worker-status.ts';

export interface SupervisorOptions {
  readonly listMappings: () => Promise<EventSourceMappingConfiguration[]>;
  /** Empty: all Kafka mappings. */
  readonly onlyMappings: ReadonlySet<string>;
  readonly listEveryMs: number;
  readonly listBackoff: Backoff;
  /** Called with the states of all mappings, after each listing and each change. */
  readonly report: (statuses: readonly WorkerStatus[]) => void;
  readonly worker: Omit<WorkerOptions, 'onChange'>;
}

/** Follows the event source mappings that are listed, with one worker for each that reads from Kafka. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #workers = new Map<string, Worker>();
  readonly #known = new Map<string, Known>();
  readonly #stop = new AbortController();
  #listed = false;
  #problem: string | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** True once the mappings were listed. */
  get ready(): boolean {
    return this.#listed;
  }

  /** Why the mappings cannot be listed now. */
  get problem(): string | undefined {
    return this.#problem;
  }

  statuses(): WorkerStatus[] {
    return [...this.#workers.values()].map((worker) => worker.status());
  }

  start(): void {
    this.#loop = this.#follow();
  }

  /** Ends within about the time given, with no offset committed for a record that is not resolved. */
  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(graceMs)));
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const listed = await this.#options.listMappings();
        if (signal.aborted) return;
        failures = 0;
        this.#note(undefined);
        this.#apply(selectMappings(listed, this.#options.onlyMappings));
        this.#listed = true;
        this.#report();
      } catch (error) {
        failures += 1;
        this.#note((error as Error).message || (error as Error).name);
      }
      const ms = failures === 0 ? this.#options.listEveryMs : backoffMs(this.#options.listBackoff, failures);
      await wait(ms, undefined, { signal }).catch(() => undefined);
    }
  }

  #apply(listed: Configurations): void {
    for (const { uuid, kind } of planChanges(this.#known, listed)) {
      const config = listed.get(uuid);
      if (kind === 'delete' || config === undefined) {
        this.#remove(uuid);
        continue;
      }
      this.#known.set(uuid, { enabled: kind !== 'disable', fingerprint: fingerprint(config) });
      void this.#workerOf(uuid, config)[kind](config);
    }
    for (const [uuid, config] of listed) this.#workers.get(uuid)?.note(config);
  }

  #workerOf(uuid: string, config: EventSourceMappingConfiguration): Worker {
    const worker =
      this.#workers.get(uuid) ?? new Worker(config, { ...this.#options.worker, onChange: () => this.#report() });
    this.#workers.set(uuid, worker);
    return worker;
  }

  #remove(uuid: string): void {
    this.#known.delete(uuid);
    const closed = this.#workers.get(uuid)?.delete();
    // One that was listed again meanwhile goes on.
    void closed?.then(() => {
      if (!this.#known.has(uuid)) this.#workers.delete(uuid);
    });
  }

  #report(): void {
    this.#options.report(this.statuses());
  }

  #note(problem: string | undefined): void {
    const { log } = this.#options.worker;
    if (problem !== undefined && this.#problem === undefined) {
      log(`event source mappings cannot be listed, trying again until they can: ${problem}`);
    }
    if (problem === undefined && (this.#problem !== undefined || !this.#listed)) log('following event source mappings');
    this.#problem = problem;
  }
}
