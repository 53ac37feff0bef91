import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import type { Lag } from '../poller/assignments.ts';
import type { Poller } from '../poller/poller.ts';
import type { Mapping } from './mapping.ts';
import type { OpenPoller } from './open-poller.ts';

export interface PollingOptions {
  readonly openPoller: OpenPoller;
  readonly activity: Activity;
  readonly lagEveryMs: number;
}

const positionEveryMs = 50;

/** A mapping's polling, from one start of it to the next. */
export class Polling {
  readonly #options: PollingOptions;
  #poller: Poller | undefined;
  #lag: Lag | undefined;

  constructor(options: PollingOptions) {
    this.#options = options;
  }

  /** Undefined while nothing is polled. */
  get poller(): Poller | undefined {
    return this.#poller;
  }

  /** Undefined while it is not known. */
  get lag(): Lag | undefined {
    return this.#lag;
  }

  /**
   * Polls until told to stop, then lets what is under way end for so long. `onRunning` is called once it is known where
   * to read from. @throws when polling cannot begin, or has ended by itself.
   */
  async run(mapping: Mapping, stop: AbortSignal, graceMs: () => number, onRunning: () => void): Promise<void> {
    const poller = await this.#options.openPoller(mapping, this.#options.activity);
    this.#poller = poller;
    const failed = new AbortController();
    poller.failed.catch((error: unknown) => failed.abort(error));
    const ended = AbortSignal.any([stop, failed.signal]);
    try {
      await Promise.race([poller.start(), aborted(ended)]);
      while (!poller.positioned && !ended.aborted) await pause(positionEveryMs, ended);
      if (!ended.aborted) onRunning();
      // Nobody waits for it: a broker may be slow to answer, and until the end is seen batches are formed.
      void this.#watchLag(poller, ended);
      await aborted(ended);
      failed.signal.throwIfAborted();
    } finally {
      await poller.stop(stop.aborted ? graceMs() : 0);
      this.#poller = undefined;
      this.#lag = undefined;
    }
  }

  async #watchLag(poller: Poller, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const lag = await poller.lag().catch(() => undefined);
      if (!ended.aborted) this.#lag = lag;
      await pause(this.#options.lagEveryMs, ended);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
