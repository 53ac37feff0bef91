import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkerStatus } from './worker/worker-status.ts';

/** Sends one report. @returns whether the endpoint takes reports. @throws when it cannot be reached. */
export type SendReport = (report: StateReport) => Promise<boolean>;

/** What the endpoint is told, about all mappings at once. */
export interface StateReport {
  /** Tells this program from others. */
  readonly poller: string;
  readonly mappings: readonly {
    readonly uuid: string;
    /** Which change of the mapping the state belongs to, in ms since 1970. */
    readonly lastModified: number;
    readonly state: string;
    readonly reason?: string;
    readonly lastProcessingResult: string;
  }[];
}

export interface StateReporterOptions {
  readonly send: SendReport;
  readonly log: (line: string) => void;
  /** Between reports that follow one another closely. */
  readonly gapMs: number;
  /** After which an endpoint that takes no reports is asked again. */
  readonly askAgainMs: number;
}

const path = '_localstack/kafka-event-source-mappings/status';
const sendTimeoutMs = 3000;
const maxResultLength = 1000;

/** Tells the endpoint how its mappings are doing, so that its API can: one report at a time, always the newest. */
export class StateReporter {
  readonly #options: StateReporterOptions;
  readonly #poller = randomUUID();
  #next: readonly WorkerStatus[] | undefined;
  #sending = false;
  #silentUntil = 0;
  #refused = false;

  constructor(options: StateReporterOptions) {
    this.#options = options;
  }

  /** Returns at once; what an endpoint that is away misses is in the next report. */
  report(statuses: readonly WorkerStatus[]): void {
    this.#next = statuses;
    if (!this.#sending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    while (this.#next !== undefined && Date.now() >= this.#silentUntil) {
      const report = toReport(this.#poller, this.#next);
      this.#next = undefined;
      await this.#send(report);
      await wait(this.#options.gapMs, undefined, { ref: false });
    }
    this.#sending = false;
  }

  async #send(report: StateReport): Promise<void> {
    const taken = await this.#options.send(report).catch(() => undefined);
    if (taken !== false) return;
    this.#silentUntil = Date.now() + this.#options.askAgainMs;
    if (!this.#refused) this.#options.log('this endpoint does not show the states of its mappings; see /health');
    this.#refused = true;
  }
}

/** Reports over HTTP, to an endpoint with the extension for LocalStack. */
export function reportSender(endpointUrl: string): SendReport {
  const url = new URL(path, endpointUrl.endsWith('/') ? endpointUrl : `${endpointUrl}/`);
  return async (report) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(report),
      signal: AbortSignal.timeout(sendTimeoutMs),
    });
    await response.arrayBuffer();
    // An endpoint that is starting or ending answers with an error of its own.
    if (response.status >= 500) throw new Error(`${url} answered ${response.status}.`);
    return response.ok;
  };
}

function toReport(poller: string, statuses: readonly WorkerStatus[]): StateReport {
  return {
    poller,
    mappings: statuses.map(({ uuid, lastModified, state, transitionReason, lastProcessingResult }) => ({
      uuid,
      lastModified: lastModified ?? 0,
      state,
      ...(transitionReason !== undefined && { reason: transitionReason }),
      lastProcessingResult: lastProcessingResult.slice(0, maxResultLength),
    })),
  };
}
