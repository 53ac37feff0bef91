import type { UserState } from './judge.ts';

/** How many users have their newest change in a partition on a day, by topic and stores. */
export interface TallyLine {
  readonly partition: number;
  /** UTC, as 2026-01-31. */
  readonly day: string;
  readonly topic: number;
  readonly cassandra: number;
  readonly postgres: number;
}

type Counts = { topic: number; cassandra: number; postgres: number };
const counted = ['topic', 'cassandra', 'postgres'] as const;

/** Rows that somebody tampered with may have any version: they share a line. */
const days = { first: '2000-01-01', last: '2099-12-31', other: 'other days' };
const dayMicros = 86_400_000_000n;

/** Counts users by partition and day. */
export class Tally {
  readonly #lines = new Map<string, { partition: number; day: string } & Counts>();
  readonly #totals: Counts = { topic: 0, cassandra: 0, postgres: 0 };
  readonly #days = new Map<bigint, string>();

  add(state: UserState, partition: number): void {
    for (const where of counted) {
      const entry = state[where];
      if (entry === undefined || entry.kind === 'tombstone') continue;
      this.#line(partition, this.#dayOf(entry.version))[where] += 1;
      this.#totals[where] += 1;
    }
  }

  get totals(): Readonly<Counts> {
    return this.#totals;
  }

  /** By partition, then day. */
  get lines(): TallyLine[] {
    const key = ({ partition, day }: TallyLine) => `${String(partition).padStart(10, '0')} ${day}`;
    return [...this.#lines.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  #line(partition: number, day: string) {
    const key = `${partition} ${day}`;
    const line = this.#lines.get(key) ?? { partition, day, topic: 0, cassandra: 0, postgres: 0 };
    this.#lines.set(key, line);
    return line;
  }

  #dayOf(version: bigint): string {
    const day = version / dayMicros;
    let text = this.#days.get(day);
    if (text === undefined) {
      text = describeDay(day);
      if (text !== days.other) this.#days.set(day, text);
    }
    return text;
  }
}

function describeDay(day: bigint): string {
  const date = new Date(Number(day) * 86_400_000);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  return days.first <= text && text <= days.last && text.length === 10 ? text : days.other;
}

export function differs({ topic, cassandra, postgres }: Counts): boolean {
  return topic !== cassandra || topic !== postgres;
}
