import { setTimeout as wait } from 'node:timers/promises';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { isGroupLoading } from '../access/kafka-error.ts';
import { Activity, noRecordsProcessed } from '../activity.ts';
import { type Backoff, backoffMs } from '../backoff.ts';
import { MappingProblem, type ProblemReason } from '../mapping-problem.ts';
import type { OpenSystemLog } from '../system-log/open-system-log.ts';
import { hasProvisionedPollers, parseMapping } from './mapping.ts';
import type { OpenPoller } from './open-poller.ts';
import { Polling } from './polling.ts';
import type { MappingState, WorkerStatus } from './worker-status.ts';

export interface WorkerOptions {
  readonly openPoller: OpenPoller;
  /** Left out: no mapping has a system log. */
  readonly openSystemLog?: OpenSystemLog;
  readonly log: (line: string) => void;
  /** Called when the state or the last processing result is another than before. */
  readonly onChange: () => void;
  readonly restartBackoff: Backoff;
  readonly lagEveryMs: number;
}

/** How long a mapping that is disabled, changed or deleted waits for invocations under way. */
const drainMs = 60_000;

/** One event source mapping's life: polls while it is enabled, again after every failure, and follows its changes. */
export class Worker {
  readonly uuid: string;
  readonly #options: WorkerOptions;
  readonly #activity: Activity;
  readonly #polling: Polling;
  #config: EventSourceMappingConfiguration;
  #noted: Date | undefined;
  #state: MappingState = 'Creating';
  #problemReason: ProblemReason | undefined;
  #run: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  #changes: Promise<void> = Promise.resolve();
  #stopGraceMs = drainMs;

  constructor(config: EventSourceMappingConfiguration, options: WorkerOptions) {
    this.uuid = config.UUID ?? '';
    this.#config = config;
    this.#options = options;
    this.#activity = new Activity((line) => options.log(`${this.uuid} ${line}`), options.onChange);
    this.#polling = new Polling({ ...options, activity: this.#activity });
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

  /** The mapping was deleted: ends the worker for good. */
  delete(): Promise<void> {
    return this.#change(async () => {
      this.#setState('Deleting');
      await this.#stop();
    });
  }

  /** The program ends, and the worker with it. @param graceMs how long invocations under way are waited for */
  close(graceMs: number): Promise<void> {
    this.#stopGraceMs = graceMs;
    return this.#change(async () => {
      // Nobody who reads the log is to believe that the mapping goes.
      this.#setState('Deleting', 'is polled no more: this poller ends');
      await this.#stop();
    });
  }

  status(): WorkerStatus {
    const { poller, lag } = this.#polling;
    return {
      uuid: this.uuid,
      functionArn: this.#config.FunctionArn,
      topic: this.#config.Topics?.[0],
      state: this.#state,
      lastProcessingResult: this.#activity.lastResult,
      lastModified: this.#config.LastModified?.getTime() ?? null,
      lag: lag?.sum ?? null,
      maxLag: lag?.max ?? null,
      ...(this.#problemReason && { transitionReason: this.#problemReason }),
      pollers: poller?.pollers ?? 0,
      inFlight: poller?.inFlight ?? 0,
      buffered: poller?.bufferedRecords ?? 0,
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
    this.#activity.systemLog = this.#options.openSystemLog?.(this.#config, this.#activity);
    const stop = new AbortController();
    this.#run = { stop, ended: this.#pollUntil(stop.signal) };
  }

  async #stop(): Promise<void> {
    this.#run?.stop.abort();
    await this.#run?.ended;
    this.#run = undefined;
    await this.#activity.systemLog?.close();
    this.#activity.systemLog = undefined;
  }

  async #pollUntil(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted; ) {
      try {
        await this.#polling.run(
          parseMapping(this.#config),
          stop,
          () => this.#stopGraceMs,
          () => {
            failures = 0;
            this.#noteRunning();
          },
        );
      } catch (error) {
        failures += 1;
        if (failures > 1 || !isGroupLoading(error)) this.#notePollingError(error as Error);
        const ms = backoffMs(this.#options.restartBackoff, failures);
        await wait(ms, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  #noteRunning(): void {
    this.#problemReason = undefined;
    if (this.#activity.lastResult.startsWith('PROBLEM: ')) this.#activity.result(noRecordsProcessed);
    this.#setState('Enabled');
  }

  /** A mapping that cannot be polled is not left between two states: those who wait for the end would wait for ever. */
  #notePollingError(error: Error): void {
    this.#activity.counts.pollingErrors += 1;
    this.#problemReason = error instanceof MappingProblem ? error.reason : undefined;
    this.#activity.problem(this.#problemReason ?? 'PollingError', error.message);
    if (!this.#run?.stop.signal.aborted) this.#setState('Enabled');
  }

  #setState(state: MappingState, told = `${this.#state} -> ${state}`): void {
    if (state === this.#state) return;
    this.#activity.log(told);
    this.#state = state;
    this.#options.onChange();
  }
}
