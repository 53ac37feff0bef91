import { away, ConsoleProblem } from '../problem.ts';
import type { PartProblem } from './sample.ts';

/** What a part said when it was asked last, or why it did not. */
export type Reading<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: PartProblem };

export interface PartOptions<Value> {
  /** As readers know it: "Kafka". */
  readonly name: string;
  readonly ask: () => Promise<Value>;
  /** What it said is good for so long. @default - asked each time */
  readonly everyMs?: number;
  /** Waited for an answer so long. */
  readonly timeoutMs: number;
  readonly now?: () => number;
}

/** Something that is asked again and again: never twice at once, and waited for a bounded time. */
export class Part<Value> {
  readonly #options: PartOptions<Value>;
  readonly #now: () => number;
  #underWay: Promise<Value> | undefined;
  #kept: { readonly reading: Reading<Value>; readonly atMs: number } | undefined;

  constructor(options: PartOptions<Value>) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** An answer to an earlier question that comes only now is taken for this one. */
  async read(): Promise<Reading<Value>> {
    const { name, everyMs = 0 } = this.#options;
    if (this.#kept && this.#now() - this.#kept.atMs < everyMs) return this.#kept.reading;
    try {
      const reading = { value: await this.#answer(), problem: null };
      this.#kept = { reading, atMs: this.#now() };
      return reading;
    } catch (error) {
      return { value: null, problem: problemOf(name, error as Error) };
    }
  }

  async #answer(): Promise<Value> {
    const { name, timeoutMs } = this.#options;
    this.#underWay ??= this.#begin();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(away(name, `no answer within ${timeoutMs / 1000} s.`)), timeoutMs);
    });
    try {
      return await Promise.race([this.#underWay, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #begin(): Promise<Value> {
    const asked = this.#options.ask().finally(() => {
      this.#underWay = undefined;
    });
    // Whoever waits for it hears of the error; nobody may.
    asked.catch(() => undefined);
    return asked;
  }
}

/** What is not known to be away has answered with an error. */
export function problemOf(part: string, error: Error): PartProblem {
  if (error instanceof ConsoleProblem) return { part, message: error.message, remedy: error.remedy };
  return { part, message: `${part}: ${error.message}`, remedy: 'npm start deploys what is missing.' };
}
