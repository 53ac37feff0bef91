import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, entryBytes, readEntry, writeEntry } from './entry.ts';

const bucketCount = 128;
const bufferedEntries = 600;
/** A bucket of so many entries is reduced at once: about 25,000 users, whatever their number in all. */
const largestBucket = 80_000;
/** A single key with more entries than that is read as it comes: it takes the memory of one. */
const deepest = 5;

export interface SpillLimits {
  /** Entries of a bucket that is not split any more. */
  readonly bucketEntries: number;
}

/**
 * Entries on the disk, sorted into files by a hash of their key, so that all entries of a key come together again in
 * one bucket that fits into memory. What is written holds a fixed amount of memory; the directory is the caller's.
 */
export class Spill {
  readonly #directory: string;
  readonly #limits: SpillLimits;
  readonly #depth: number;
  readonly #buffers: (Buffer | undefined)[] = new Array(bucketCount);
  readonly #filled = new Uint32Array(bucketCount);
  readonly #files = new Map<number, number>();

  constructor(directory: string, limits: SpillLimits = { bucketEntries: largestBucket }, depth = 0) {
    this.#directory = directory;
    this.#limits = limits;
    this.#depth = depth;
    mkdirSync(directory, { recursive: true });
  }

  add(entry: Entry): void {
    const bucket = bucketOf(entry.key, this.#depth);
    this.#buffers[bucket] ??= Buffer.allocUnsafe(bufferedEntries * entryBytes);
    const filled = this.#filled[bucket] as number;
    writeEntry(entry, this.#buffers[bucket] as Buffer, filled * entryBytes);
    this.#filled[bucket] = filled + 1;
    if (filled + 1 === bufferedEntries) this.#flush(bucket);
  }

  /** The entries, those of a key always together; each bucket's file is gone when the next one is asked for. */
  *buckets(): Generator<Iterable<Entry>> {
    for (let bucket = 0; bucket < bucketCount; bucket += 1) this.#flush(bucket);
    this.close();
    this.#buffers.fill(undefined);
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      const file = this.#fileOf(bucket);
      if (!existsSync(file)) continue;
      const entries = statSync(file).size / entryBytes;
      if (entries <= this.#limits.bucketEntries || this.#depth === deepest) yield entriesOf(file);
      else yield* this.#split(file);
      rmSync(file, { force: true });
    }
  }

  /** Lets go of the files; what they hold stays. */
  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  *#split(file: string): Generator<Iterable<Entry>> {
    const finer = new Spill(`${file}.split`, this.#limits, this.#depth + 1);
    try {
      for (const entry of entriesOf(file)) finer.add(entry);
      yield* finer.buckets();
    } finally {
      finer.close();
    }
  }

  #flush(bucket: number): void {
    const filled = this.#filled[bucket] as number;
    if (filled === 0) return;
    let file = this.#files.get(bucket);
    if (file === undefined) {
      file = openSync(this.#fileOf(bucket), 'a', 0o600);
      this.#files.set(bucket, file);
    }
    writeSync(file, this.#buffers[bucket] as Buffer, 0, filled * entryBytes);
    this.#filled[bucket] = 0;
  }

  #fileOf(bucket: number): string {
    return join(this.#directory, `bucket-${bucket}`);
  }
}

function* entriesOf(file: string): Generator<Entry> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(bufferedEntries * entryBytes);
    for (;;) {
      const read = readSync(descriptor, chunk, 0, chunk.length, null);
      for (let at = 0; at + entryBytes <= read; at += entryBytes) yield readEntry(chunk, at);
      if (read < chunk.length) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** FNV-1a; at each depth another one, so that what fell together once does not again. */
function bucketOf(key: string, depth: number): number {
  let hash = 0x811c9dc5 ^ (depth * 0x9e3779b1);
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % bucketCount;
}
