import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Activity, type Counts } from '../activity.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { Poller } from '../poller/poller.ts';
import { type Mapping, parseMapping } from './mapping.ts';
import type { OpenPoller } from './open-poller.ts';

/** The states of an event source mapping, as the Lambda API names them. */
export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

export interface WorkerStatus {
  readonly uuid: string;
  readonly functionArn: string | undefined;
  readonly topic: string | undefined;
  readonly state: MappingState;
  /** Why it is not polled, in the words of StateTransitionReason. */
  readonly transitionReason?: string;
  readonly lastProcessingResult: string;
  /** LastModified of the configuration that the state belongs to, in ms since 1970. */
  readonly lastModified: number | null;
  /** Records not committed yet; null while it is not known. */
  readonly lag: number | null;
  readonly inFlight: number;
  readonly buffered: number;
  readonly counts: Counts;
}

export interface WorkerOptions {
  readonly openPoller: OpenPoller;
  readonly log: (line: string) => void;
  /** Called when the state or the last processing result is another than before. */
  readonly onChange: () => void;
  readonly restartBackoff: Backoff;
  readonly lagEveryMs: number;
}

/** How long a mapping that is disabled, changed or deleted waits for invocations under way. */
const drainMs = 60_000;
const positionEveryMs = 50;

/** One event source mapping's life: polls while it is enabled, again after every failure, and follows its changes. */
export class Worker {
  readonly uuid: string;
  readonly #options: WorkerOptions;
  readonly #activity: Activity;
  #config: EventSourceMappingConfiguration;
  #noted: Date | undefined;
  #state: MappingState = 'Creating';
  #poller: Poller | undefined;
  #lag: number | null = null;
  #run: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #changes: Promise<void> = Promise.resolve();
  #stopGraceMs = drainMs;

  constructor(config: EventSourceMappingConfiguration, options: WorkerOptions) {
    this.uuid = config.UUID ?? '';
    this.#config = config;
    this.#options = options;
    this.#activity = new Activity((line) => options.log(`${this.uuid} ${line}`), options.onChange);
  }

  /** Changes are carried out one after the other, whoever waits for them. */
  enable(config: EventSourceMappingConfiguration): Promise<void> {
    return this.#change(async () => {
      this.#config = config;
      this.#setState(this.#state === 'Creating' ? 'Creating' : 'Enabling');
      this.#start();
    });
  }

  update(config: EventSourceMappingConfiguration): Promise<void> {
    return this.#change(async () => {
      this.#setState('Updating');
      await this.#stop();
      this.#config = config;
      this.#start();
    });
  }

  disable(config: EventSourceMappingConfiguration): Promise<void> {
    return this.#change(async () => {
      this.#config = config;
      this.#setState('Disabling');
      await this.#stop();
      this.#setState('Disabled');
    });
  }

  /** The mapping was changed in nothing that is polled: its state belongs to this configuration from now on. */
  note(config: EventSourceMappingConfiguration): void {
    if (config.LastModified?.getTime() === this.#noted?.getTime()) return;
    this.#noted = config.LastModified;
    void this.#change(async () => {
      this.#config = config;
    });
  }

  /** Ends the worker for good: the mapping was deleted, or the program ends and waits only so long. */
  close(graceMs: number = drainMs): Promise<void> {
    this.#stopGraceMs = graceMs;
    return this.#change(async () => {
      this.#setState('Deleting');
      await this.#stop();
    });
  }

  status(): WorkerStatus {
    return {
      uuid: this.uuid,
      functionArn: this.#config.FunctionArn,
      topic: this.#config.Topics?.[0],
      state: this.#state,
      lastProcessingResult: this.#activity.lastResult,
      lastModified: this.#config.LastModified?.getTime() ?? null,
      lag: this.#lag,
      inFlight: this.#poller?.inFlight ?? 0,
      buffered: this.#poller?.bufferedRecords ?? 0,
      counts: { ...this.#activity.counts },
    };
  }

  #change(change: () => Promise<void>): Promise<void> {
    this.#changes = this.#changes.then(change);
    return this.#changes;
  }

  #start(): void {
    const stop = new AbortController();
    this.#run = { stop, ended: this.#pollUntil(stop.signal) };
  }

  async #stop(): Promise<void> {
    this.#run?.stop.abort();
    await this.#run?.ended;
    this.#run = undefined;
  }

  async #pollUntil(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted; ) {
      try {
        const mapping = parseMapping(this.#config);
        await this.#poll(mapping, stop, () => {
          failures = 0;
        });
      } catch (error) {
        failures += 1;
        this.#activity.result(`PROBLEM: ${(error as Error).message}`);
        const ms = backoffMs(this.#options.restartBackoff, failures);
        await wait(ms, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  /** Polls until told to stop. @throws when polling fails. */
  async #poll(mapping: Mapping, stop: AbortSignal, onRunning: () => void): Promise<void> {
    const poller = await this.#options.openPoller(mapping, this.#activity);
    this.#poller = poller;
    const stopped = aborted(stop);
    try {
      await Promise.race([poller.start(), poller.failed, stopped]);
      while (!poller.positioned && !stop.aborted) await Promise.race([wait(positionEveryMs), poller.failed]);
      if (stop.aborted) return;
      onRunning();
      this.#setState('Enabled');
      if (this.#activity.lastResult.startsWith('PROBLEM: ')) this.#activity.result('No records processed');
      while (!stop.aborted) {
        this.#lag = await poller.lag().catch(() => null);
        await Promise.race([wait(this.#options.lagEveryMs, undefined, { ref: false }), poller.failed, stopped]);
      }
    } finally {
      await poller.stop(stop.aborted ? this.#stopGraceMs : 0);
      this.#poller = undefined;
      this.#lag = null;
    }
  }

  #setState(state: MappingState): void {
    if (state === this.#state) return;
    this.#activity.log(`${this.#state} -> ${state}`);
    this.#state = state;
    this.#options.onChange();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
