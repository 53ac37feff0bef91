import { memoryMib } from '../../../local/processes/process-table.ts';
import type { Settings } from '../../../local/settings.ts';
import { victims } from '../faults/victims.ts';
import { mappingStatus } from '../mapping-status.ts';
import { type Sample, slopePerHour } from './trend.ts';

export interface MemoryTrend {
  /** Of the process that was looked at most often: after a kill another one begins anew. */
  readonly minutes: number;
  readonly largestMib: number;
  readonly mibPerHour: number;
}

const everyMs = 2000;
/** A process that has just started fills its caches: that is no leak. */
const warmUpMs = 30_000;
const maximumSamples = 50_000;

/** Looks at the poller and the sink from time to time, and counts what the mapping hands over. */
export class ProcessWatch {
  readonly #settings: Settings;
  readonly #victims: ReturnType<typeof victims>;
  /** By name and pid. */
  readonly #samples = new Map<string, Sample[]>();
  readonly #timer: NodeJS.Timeout;
  #lastInvoked = 0;
  #looking = false;
  /** Records in invocations, those of redeliveries too; what a killed poller had not told yet is missing. */
  delivered = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#victims = victims(settings);
    this.#timer = setInterval(() => void this.#look(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  trend(name: 'poller' | 'sink'): MemoryTrend | undefined {
    const lives = [...this.#samples].filter(([key]) => key.startsWith(`${name} `)).map(([, samples]) => samples);
    const [longest] = lives.sort((a, b) => b.length - a.length);
    const [first, last] = [longest?.[0], longest?.at(-1)];
    if (!longest || !first || !last) return undefined;
    const warm = longest.filter(({ at }) => at - first.at >= warmUpMs);
    const largestMib = longest.reduce((most, { value }) => Math.max(most, value), 0);
    return { minutes: (last.at - first.at) / 60_000, largestMib, mibPerHour: slopePerHour(warm) };
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const name of ['poller', 'sink'] as const) {
        for (const pid of this.#victims[name].pids()) this.#keep(`${name} ${pid}`, memoryMib(pid));
      }
      const { invoked } = (await mappingStatus(this.#settings)).counts;
      // A poller that was started again counts from 0.
      this.delivered += invoked < this.#lastInvoked ? invoked : invoked - this.#lastInvoked;
      this.#lastInvoked = invoked;
    } catch {
      // The poller is away.
    } finally {
      this.#looking = false;
    }
  }

  #keep(key: string, value: number): void {
    const samples = this.#samples.get(key) ?? [];
    if (samples.length < maximumSamples && value > 0) samples.push({ at: Date.now(), value });
    this.#samples.set(key, samples);
  }
}
