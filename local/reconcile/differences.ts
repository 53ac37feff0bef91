import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Place } from './entry.ts';
import type { Difference } from './judge.ts';

/** The names of the fields that differ, with both values for people; missing beyond the first thousand rows. */
export interface FieldDifference {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

/** A line of the file with everything that differs. */
export type DifferenceLine =
  | (Difference & {
      readonly fields?: readonly FieldDifference[];
      /** The newest record waits with the dead letters: that is why. */
      readonly deadLetter?: true;
    })
  | LostLetter;

/** A record that is no user, and of which no dead letter is left. */
export interface LostLetter {
  readonly kind: 'lost dead letter';
  readonly record: Place;
  readonly reason?: string;
}

const bufferedLines = 1000;

/** Writes the file, a line of JSON for each difference. */
export class DifferenceFile {
  readonly path: string;
  readonly #descriptor: number;
  #lines: string[] = [];

  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, 'w', 0o600);
  }

  add(line: DifferenceLine): void {
    this.#lines.push(JSON.stringify(line));
    if (this.#lines.length >= bufferedLines) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    if (this.#lines.length > 0) writeSync(this.#descriptor, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }
}

/** Line by line. */
export async function* readDifferences(path: string): AsyncGenerator<DifferenceLine> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as DifferenceLine;
}
