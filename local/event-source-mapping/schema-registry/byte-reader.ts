const sevenBits = 0x7f;
const moreFollows = 0x80;
const exactFactors = 2 ** 49;
const factorsOf32Bits = 2 ** 35;

/** Reads a buffer from its start; a read beyond its end throws. */
export class ByteReader {
  readonly bytes: Buffer;
  offset = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  byte(): number {
    return this.bytes[this.skip(1)] as number;
  }

  /** Moves on by so many bytes. @returns where they begin */
  skip(count: number): number {
    if (count < 0 || count > this.remaining) {
      throw new Error(
        `it ends after ${this.bytes.length} bytes, where ${count} more should follow byte ${this.offset}`,
      );
    }
    const start = this.offset;
    this.offset += count;
    return start;
  }

  /** A signed number of up to 64 bits in zig-zag, seven bits to a byte; a bigint where a number might be inexact. */
  zigZag(): number | bigint {
    let value = 0;
    for (let factor = 1; factor < exactFactors; factor *= 128) {
      const byte = this.byte();
      value += (byte & sevenBits) * factor;
      if (byte < moreFollows) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    return this.#longZigZag(BigInt(value));
  }

  /** An unsigned number of up to 32 bits, seven bits to a byte. */
  unsigned(): number {
    let value = 0;
    for (let factor = 1; factor < factorsOf32Bits; factor *= 128) {
      const byte = this.byte();
      value += (byte & sevenBits) * factor;
      if (byte < moreFollows) return value;
    }
    throw new Error(`it has a number of more than 32 bits before byte ${this.offset}`);
  }

  /** A zig-zag number that counts something. */
  count(): number {
    const value = this.zigZag();
    if (typeof value === 'number' && value >= 0) return value;
    throw new Error(`it has the length ${value} before byte ${this.offset}`);
  }

  #longZigZag(low: bigint): bigint {
    let value = low;
    for (let shift = 49n; shift < 64n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & sevenBits) << shift;
      if (byte < moreFollows) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw new Error(`it has a number of more than 64 bits before byte ${this.offset}`);
  }
}
