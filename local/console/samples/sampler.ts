import type { Part, Reading } from './part.ts';
import { type RowCounter, restFactor, restFactorUnseen } from './row-counter.ts';
import type { PartProblem, RunOutline, Sample, Schedule, SinkMapping } from './sample.ts';

/** What is asked for a sample. */
export interface Parts {
  readonly topic: Part<Pick<Progress, 'published' | 'lag'>>;
  readonly poller: Part<Pick<Progress, 'sink' | 'mapping'>>;
  readonly deadLetters: Part<number>;
  /** Whether Cassandra answers. */
  readonly cassandra: Part<true>;
  readonly runs: Part<readonly RunOutline[]>;
  readonly missedDays: Part<readonly string[]>;
  readonly schedule: Part<Schedule>;
}

interface Progress {
  readonly published: number;
  readonly lag: number;
  readonly sink: Readonly<Record<string, number>>;
  readonly mapping: SinkMapping;
}

export interface SamplerOptions {
  readonly parts: Parts;
  readonly counters: { readonly cassandra: RowCounter; readonly postgres: RowCounter };
  readonly now?: () => number;
}

export const everyMs = 2000;
/** While nobody looks. */
const everyUnseenMs = 10_000;
const seenForMs = 60_000;
export const keptMs = 15 * 60_000;

/** Asks the pipeline's parts all the time, and keeps what they said for a quarter of an hour. */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #now: () => number;
  readonly #kept: Sample[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #isSampling = false;
  #begunMs = Number.NEGATIVE_INFINITY;
  #seenMs = Number.NEGATIVE_INFINITY;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), everyMs);
    void this.tick();
  }

  stop(): void {
    clearInterval(this.#timer);
    const { cassandra, postgres } = this.#options.counters;
    for (const counter of [cassandra, postgres]) counter.stop();
  }

  /** The oldest first. */
  get samples(): readonly Sample[] {
    return this.#kept;
  }

  /** Somebody looks: samples come more often for a while. */
  noteSeen(): void {
    this.#seenMs = this.#now();
  }

  /** Samples if that is due, and the sample before has ended. */
  async tick(): Promise<void> {
    const nowMs = this.#now();
    const isSeen = nowMs - this.#seenMs < seenForMs;
    if (this.#isSampling || (!isSeen && nowMs - this.#begunMs < everyUnseenMs)) return;
    this.#isSampling = true;
    this.#begunMs = nowMs;
    this.#keep(await this.#sample(nowMs, isSeen));
    this.#isSampling = false;
  }

  #keep(sample: Sample): void {
    this.#kept.push(sample);
    const oldest = Date.parse(sample.at) - keptMs;
    while (this.#kept[0] && Date.parse(this.#kept[0].at) < oldest) this.#kept.shift();
  }

  async #sample(nowMs: number, isSeen: boolean): Promise<Sample> {
    const { parts, counters } = this.#options;
    const [topic, poller, deadLetters, cassandra, runs, missedDays, schedule] = await Promise.all([
      parts.topic.read(),
      parts.poller.read(),
      parts.deadLetters.read(),
      parts.cassandra.read(),
      parts.runs.read(),
      parts.missedDays.read(),
      parts.schedule.read(),
    ]);
    const { published, lag } = topic.value ?? { published: null, lag: null };
    const committed = published === null || lag === null ? null : published - lag;
    const rest = isSeen ? restFactor : restFactorUnseen;
    // A store that is away would only make the count wait for it.
    if (cassandra.value) counters.cassandra.keepUp(committed, rest);
    if (runs.value) counters.postgres.keepUp(committed, rest);
    return {
      ...{ at: new Date(nowMs).toISOString(), published, lag },
      ...(poller.value ?? { sink: null, mapping: null }),
      deadLetters: deadLetters.value,
      rows: {
        cassandra: cassandra.value && counters.cassandra.counted,
        postgres: runs.value && counters.postgres.counted,
      },
      ...{ runs: runs.value, missedDays: missedDays.value, schedule: schedule.value },
      problems: problemsOf([
        topic,
        poller,
        deadLetters,
        cassandra,
        runs,
        missedDays,
        schedule,
        ...Object.values(counters),
      ]),
    };
  }
}

/** Of each part one, the first. */
function problemsOf(readings: readonly Pick<Reading<unknown> | RowCounter, 'problem'>[]): PartProblem[] {
  const problems = readings.flatMap(({ problem }) => problem ?? []);
  return problems.filter(({ part }, index) => problems.findIndex((other) => other.part === part) === index);
}
