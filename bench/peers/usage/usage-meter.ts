/** A look at some processes: what each has used of the processors since its start, and its memory. */
export type Look = ReadonlyMap<number, { readonly cpuSeconds: number; readonly mib: number }>;

/** Adds up what processes use between the first look and the last one. */
export class UsageMeter {
  readonly #first = new Map<number, number>();
  readonly #last = new Map<number, number>();
  peakMib = 0;

  /** @param first those that run already; what they have used so far is not counted */
  constructor(first: Look) {
    for (const [pid, { cpuSeconds }] of first) this.#first.set(pid, cpuSeconds);
    this.add(first);
  }

  /** One that has ended keeps what it had used at the look before. */
  add(look: Look): void {
    for (const [pid, { cpuSeconds }] of look) this.#last.set(pid, cpuSeconds);
    this.peakMib = Math.max(
      this.peakMib,
      [...look.values()].reduce((sum, { mib }) => sum + mib, 0),
    );
  }

  get cpuSeconds(): number {
    return [...this.#last].reduce((sum, [pid, used]) => sum + used - (this.#first.get(pid) ?? 0), 0);
  }
}
