import * as z from 'zod/mini';

/** Why a record cannot be stored: no wait changes it. */
export const deadLetterReasons = [
  /** The record is no user, or one that not every store can keep. */
  'INVALID_RECORD',
  /** A store refused it for good. */
  'STORE_REFUSED',
] as const;

const count = z.int().check(z.minimum(0));
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'is no base64'));

/**
 * A record that the sink cannot store, as it waits in the queue of dead letters. A message of SQS holds 256 KiB: the
 * value of a larger one is an object in S3, of which the letter says where it is.
 */
const deadLetterSchema = z.object({
  /** Of this format. */
  deadLetter: z.literal(1),
  reason: z.enum(deadLetterReasons),
  /** For people: the field, or the store and what it said. */
  message: z.string(),
  topic: z.string(),
  partition: count,
  offset: count,
  /** Of the record, in milliseconds since 1970. */
  timestamp: count,
  /** Base64; null: the record has none. */
  key: z.nullable(base64),
  /** Base64 of what the function was given; null: a tombstone, or see `valueObject`. */
  value: z.nullable(base64),
  valueObject: z.optional(z.object({ bucket: z.string(), key: z.string(), bytes: count })),
  /** Base64 by name, in their order. */
  headers: z.array(z.tuple([z.string(), base64])),
  /** What the value was written with, as the mapping found it in the registry. */
  schema: z.optional(z.object({ dataFormat: z.string(), schemaId: z.string() })),
  /** How often the record was published again before. */
  replays: count,
  /** Of the invocation that gave it up, as the function's log names it. */
  requestId: z.string(),
  /** ISO 8601 */
  failedAt: z.iso.datetime(),
});

export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Two characters that SQS takes in no message; JSON can do without them. */
const notForSqs = /[\ufffe\uffff]/g;

export function encodeDeadLetter(letter: Omit<DeadLetter, 'deadLetter'>): string {
  const text = JSON.stringify({ deadLetter: 1, ...letter });
  return text.replace(notForSqs, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

/** @param value of a message, parsed. @returns undefined for what is no letter of the sink. */
export function readDeadLetter(value: unknown): DeadLetter | undefined {
  return deadLetterSchema.safeParse(value).data;
}
