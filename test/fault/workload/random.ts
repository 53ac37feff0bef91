import { createHash } from 'node:crypto';
import { RandomNumbers } from '../../../local/services/random-user-api/users/random-numbers.ts';

/** The seed of this process: FAULT_SEED, or one drawn by lot, which a failure names. */
export function seedOf(env: NodeJS.ProcessEnv): number {
  const { FAULT_SEED: text } = env;
  if (!text) return Math.floor(Math.random() * 1_000_000_000);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`FAULT_SEED=${text} is not a whole number of up to nine digits.`);
}

/** The same sequence for the same seed and purpose; purposes do not disturb one another. */
export function randomFor(seed: number, purpose: string): RandomNumbers {
  const digest = createHash('sha256').update(`${seed} ${purpose}`).digest();
  const word = (index: number) => digest.readInt32LE(index * 4);
  return new RandomNumbers([word(0), word(1), word(2), word(3)], 0);
}

/** A user's id, the same for the same text. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
