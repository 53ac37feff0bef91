import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Activity, noRecordsProcessed } from '../activity.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import { MappingProblem, type ProblemReason } from '../mapping-problem.ts';
import type { MeteredMapping } from '../metrics/metered-mapping.ts';
import type { Lag, Poller } from '../poller/poller.ts';
import { hasProvisionedPollers, type Mapping, parseMapping } from './mapping.ts';
import type { OpenPoller } from './open-poller.ts';

/** The states of an event source mapping, as the Lambda API names them. */
export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

export interface WorkerStatus extends MeteredMapping {
  readonly state: MappingState;
  readonly lastProcessingResult: string;
  /** Why the mapping is in this state, for a reason that is not the user's doing. */
  readonly transitionReason?: ProblemReason;
}

export interface WorkerOptions {
  readonly openPoller: OpenPoller;
  readonly log: (line: string) => void;
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
  #state: MappingState = 'Creating';
  #poller: Poller | undefined;
  #lag: Lag | null = null;
  #problemReason: ProblemReason | undefined;
  #run: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #changes: Promise<void> = Promise.resolve();
  #stopGraceMs = drainMs;

  constructor(config: EventSourceMappingConfiguration, options: WorkerOptions) {
    this.uuid = config.UUID ?? '';
    this.#config = config;
    this.#options = options;
    this.#activity = new Activity((line) => options.log(`${this.uuid} ${line}`));
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
      lag: this.#lag?.sum ?? null,
      maxLag: this.#lag?.max ?? null,
      ...(this.#problemReason && { transitionReason: this.#problemReason }),
      pollers: this.#poller?.pollers ?? 0,
      inFlight: this.#poller?.inFlight ?? 0,
      buffered: this.#poller?.bufferedRecords ?? 0,
      counts: { ...this.#activity.counts },
      metricGroups: this.#config.MetricsConfig?.Metrics ?? [],
      provisioned: hasProvisionedPollers(this.#config),
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
        this.#notePollingError(error as Error);
        const ms = backoffMs(this.#options.restartBackoff, failures);
        await wait(ms, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  /** A mapping that cannot be polled is not left between two states: those who wait for the end would wait for ever. */
  #notePollingError(error: Error): void {
    this.#activity.counts.pollingErrors += 1;
    this.#problemReason = error instanceof MappingProblem ? error.reason : undefined;
    this.#activity.result(`PROBLEM: ${error.message}`);
    if (!this.#run?.stop.signal.aborted) this.#setState('Enabled');
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
      this.#problemReason = undefined;
      if (this.#activity.lastResult.startsWith('PROBLEM: ')) this.#activity.result(noRecordsProcessed);
      this.#setState('Enabled');
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
    if (state !== this.#state) this.#activity.log(`${this.#state} -> ${state}`);
    this.#state = state;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
