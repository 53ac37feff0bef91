import { setTimeout as wait } from 'node:timers/promises';
import type { Lookup } from './lookups.ts';

const everyMs = 10;
/** So many are asked for at once: enough to keep up, and too few to keep the store busy. */
const askedAtOnce = 8;

/**
 * Sees rows come into a store. The oldest of those that are awaited are asked for every 10 ms, and at once again while
 * all of them are found: so a row is seen 10 ms late at most, where rows come about in the order of their records.
 */
export class RowWatch {
  readonly #lookup: Lookup;
  readonly #awaited = new Set<string>();
  /** By id: when the row was seen, by performance.now(). */
  readonly seen = new Map<string, number>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  expect(id: string): void {
    this.#awaited.add(id);
  }

  get awaited(): number {
    return this.#awaited.size;
  }

  /** Looks until the signal ends it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const begun = performance.now();
      const foundAll = await this.#look();
      const left = everyMs - (performance.now() - begun);
      if (!foundAll && left > 0) await wait(left);
    }
  }

  /** @returns whether all that were asked for are there, so that more may be */
  async #look(): Promise<boolean> {
    const oldest = firstOf(this.#awaited, askedAtOnce);
    if (oldest.length === 0) return false;
    const found = await this.#lookup(oldest);
    const at = performance.now();
    for (const id of found) {
      this.#awaited.delete(id);
      this.seen.set(id, at);
    }
    return found.size === oldest.length;
  }
}

function firstOf(ids: ReadonlySet<string>, count: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length === count) break;
    first.push(id);
  }
  return first;
}
