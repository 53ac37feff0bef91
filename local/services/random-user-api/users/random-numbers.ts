const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Four 32-bit integers. */
export type RandomState = readonly [number, number, number, number];

/** The same endless sequence for the same state and stream (a 32-bit integer): the generator sfc32. */
export class RandomNumbers {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor([a, b, c, d]: RandomState, stream: number) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = d ^ Math.imul(stream, 0x9e3779b9);
    // Streams begin alike; it takes this many rounds until every bit of the state has reached all of it.
    for (let round = 0; round < 12; round++) this.#next();
  }

  /** A whole number from 0 to `count` - 1; `count` is at most 2^32. */
  below(count: number): number {
    return Math.floor((this.#next() / 2 ** 32) * count);
  }

  /** A whole number from `from` to `to`. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** @throws on an empty list. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('There is nothing to pick from.');
    return items[this.below(items.length)] as T;
  }

  /** The pattern with a digit for every `#` and a capital letter for every `@`. */
  fill(pattern: string): string {
    let text = '';
    for (const character of pattern) {
      if (character === '#') text += digits[this.below(10)];
      else if (character === '@') text += capitals[this.below(26)];
      else text += character;
    }
    return text;
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
