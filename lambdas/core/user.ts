import { isUtf8 } from 'node:buffer';
import * as z from 'zod/mini';
import { describeProblem } from './describe-problem.ts';
import { InvalidUserError } from './errors.ts';

/** A row of Amazon Keyspaces holds 1 MB and a Kafka record as much; the rest is for keys and headers. */
export const maximumUserBytes = 1_000_000;

const text = z
  .string()
  .check(z.refine((value) => !value.includes('\0') && value.isWellFormed(), 'holds U+0000 or half a character'));

/** To the millisecond, as Cassandra keeps it, and in years that both stores know. */
const instant = z.iso
  .datetime({ precision: 3 })
  .check(z.refine((value) => !value.startsWith('0000'), 'is in a year that PostgreSQL does not know'));

/** A user as the topic and both stores hold it. */
export const userSchema = z.object({
  /** Lower case; of the API, or derived from who the user is: see `userId`. */
  id: z.uuid().check(z.refine((value) => value === value.toLowerCase(), 'is not in lower case')),
  first_name: text,
  last_name: text,
  gender: text,
  /** "12 Main St, City, State, Country" */
  address: text,
  post_code: text,
  email: text,
  username: text,
  dob: instant,
  registered_date: instant,
  phone: text,
  /** Address of the picture in medium size. */
  picture: text,
});

export type User = z.infer<typeof userSchema>;

/** Writes a user that was checked. */
export type WriteUser = (user: User) => Buffer;

const asJson: WriteUser = (user) => Buffer.from(JSON.stringify(user));

/** @throws InvalidUserError naming the field that is wrong, or the size that is too large. */
export function encodeUser(user: User, write: WriteUser = asJson): Buffer {
  const bytes = write(parseUser(user));
  requireStorable(user, bytes.length);
  return bytes;
}

/** @throws InvalidUserError saying why the bytes are no user. */
export function decodeUser(bytes: Buffer): User {
  const user = parseUser(withoutNulls(parseJson(bytes)));
  // JSON is never shorter than the text that it holds.
  if (bytes.length > maximumUserBytes) requireStorable(user, Buffer.byteLength(Object.values(user).join('')));
  return user;
}

function requireStorable({ id }: User, bytes: number): void {
  if (bytes > maximumUserBytes) {
    throw new InvalidUserError(`${id} takes ${bytes} bytes; ${maximumUserBytes} can be stored.`);
  }
}

/** A field that is null says the same as none: a record of Avro has every field. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.values(value).includes(null)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

function parseJson(bytes: Buffer): unknown {
  try {
    if (isUtf8(bytes)) return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new InvalidUserError(notJson, { cause });
  }
  throw new InvalidUserError(notJson);
}

const notJson = 'The value is not JSON in UTF-8.';

function parseUser(value: unknown): User {
  const parsed = userSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidUserError(describeProblem(parsed.error), { cause: parsed.error });
}
