import { randomUUID } from 'node:crypto';
import { ownStores } from '../own-stores.ts';
import { ownDeadLetters } from './own-dead-letters.ts';
import { aRecord, aUser, sinkOf } from './sink.ts';

const stores = ownStores('sink_hostile_data');
const letters = ownDeadLetters();
const sink = sinkOf(stores, letters.ports);

test.each([
  ['SQL', "'; DROP TABLE created_users; --"],
  ['CQL', "'; TRUNCATE spark_streams.created_users; //"],
  ['a script', '<script>alert(1)</script>'],
  ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈'],
  ['right-to-left text', 'مرحبا \u202eevil\u202c שלום'],
  ['names of the prototype', '__proto__'],
  ['an array of PostgreSQL', '{"a",NULL,b\\"}'],
  ['a placeholder', '$1 ? :name %s {0}'],
  ['a whole pair of surrogates', '𠮷'],
  ['characters that are none', '\ufffe\uffff\ufeff'],
  ['nothing', ''],
  ['control characters and line ends', '\u0001\t\r\n\u007f\u2028'],
  ['900 KB', 'x'.repeat(900_000)],
])('%s is stored as it is', async (_, text) => {
  const id = randomUUID();
  const user = aUser(id, { first_name: text, email: text, address: text.length > 1000 ? '' : text });

  // An address of 900 KB twice would be more than a record can hold.
  const stored = text.length > 1000 ? { ...user, email: 'a@example.com' } : user;
  await expect(sink([aRecord(0, id, stored)])).resolves.toEqual({});

  const { cassandra, postgres } = await stores.read();
  expect(cassandra.get(id)).toEqual(stored);
  expect(postgres.get(id)).toEqual(stored);
});

test('a field called __proto__ is none of a user, and reaches nothing', async () => {
  const id = randomUUID();
  const json = JSON.stringify(aUser(id)).replace('{', '{"__proto__":{"polluted":true},"constructor":null,');

  await expect(sink([aRecord(0, id, json)])).resolves.toEqual({});

  const { cassandra, postgres } = await stores.read();
  expect([cassandra.get(id), postgres.get(id)]).toEqual([aUser(id), aUser(id)]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

/** The user as JSON, with the bytes in the middle of the last name. */
function withBytes(id: string, ...bytes: number[]): Buffer {
  const [before = '', after = ''] = JSON.stringify(aUser(id, { last_name: '|' })).split('|');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

const asJson = (fields: Parameters<typeof aUser>[1]) => (id: string) => JSON.stringify(aUser(id, fields));
const notJson = 'The value is not JSON in UTF-8.';

test.each([
  ['U+0000', asJson({ last_name: 'a\0b' }), 'last_name: holds U+0000 or half a character'],
  ['half a character', asJson({ phone: '\ud800' }), 'phone: holds U+0000 or half a character'],
  ['the other half', asJson({ phone: 'x\udc00' }), 'phone: holds U+0000 or half a character'],
  ['half a character in UTF-8', (id: string) => withBytes(id, 0xed, 0xa0, 0x80), notJson],
  ['an overlong slash', (id: string) => withBytes(id, 0xc0, 0xaf), notJson],
  ['an overlong U+0000', (id: string) => withBytes(id, 0xc0, 0x80), notJson],
  ['a byte that is none of UTF-8', (id: string) => withBytes(id, 0xff), notJson],
  ['a character that is cut off', (id: string) => withBytes(id, 0xe2, 0x82), notJson],
  ['a line end that JSON does not take', (id: string) => withBytes(id, 0x0a), notJson],
  ['a script instead of a value', () => '<script>alert(1)</script>', notJson],
  ['a million characters', asJson({ first_name: 'x'.repeat(1_000_000) }), /takes 10\d{5} bytes; 1000000 can be stored/],
  ['bytes by chance, more than a letter holds', () => Buffer.alloc(300_000, 0xfe), notJson],
  ['an id in upper case', (id: string) => JSON.stringify(aUser(id.toUpperCase())), 'id: is not in lower case'],
  ['a day that is none', asJson({ dob: '2023-02-30T00:00:00.000Z' }), /^dob: /],
  ['the year 0', asJson({ dob: '0000-01-01T00:00:00.000Z' }), 'dob: is in a year that PostgreSQL does not know'],
])('%s is refused by name for both stores, and waits byte by byte in a letter', async (_, writeValue, reason) => {
  const id = randomUUID();
  const value = writeValue(id);

  await expect(sink([aRecord(7, id, value)])).resolves.toEqual({});

  const letter = (await letters.take()).get(7);
  expect(letter).toMatchObject({
    reason: 'INVALID_RECORD',
    message: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    key: Buffer.from(id).toString('base64'),
  });
  const bytes = await letters.bytesOf(letter);
  expect(bytes?.equals(Buffer.from(value))).toBe(true);
  const { cassandra, postgres } = await stores.read();
  expect([cassandra.has(id), postgres.has(id)]).toEqual([false, false]);
});

test('poison goes alone: its neighbours are in both stores', async () => {
  const ids = Array.from({ length: 50 }, () => randomUUID());
  const batch = ids.map((id, offset) => aRecord(offset, id, offset % 10 === 3 ? 'no user' : aUser(id)));

  await expect(sink(batch)).resolves.toEqual({});

  expect([...(await letters.take()).keys()].sort((a, b) => a - b)).toEqual([3, 13, 23, 33, 43]);
  const { cassandra, postgres } = await stores.read();
  const good = ids.filter((_, offset) => offset % 10 !== 3);
  expect(good.filter((id) => !cassandra.has(id) || !postgres.has(id))).toEqual([]);
});

test('what one store refuses is split out of its request and waits in a letter, and the rest is written', async () => {
  const ids = Array.from({ length: 40 }, () => randomUUID());
  await stores.postgres.query(`ALTER TABLE created_users ADD CONSTRAINT no_evil CHECK (first_name <> 'evil')`);

  const batch = ids.map((id, offset) => aRecord(offset, id, aUser(id, offset === 17 ? { first_name: 'evil' } : {})));
  const failures = await sink(batch);
  await stores.postgres.query('ALTER TABLE created_users DROP CONSTRAINT no_evil');

  expect(failures).toEqual({});
  const taken = await letters.take();
  expect([...taken.keys()]).toEqual([17]);
  expect(taken.get(17)).toMatchObject({
    reason: 'STORE_REFUSED',
    message: expect.stringMatching(/^PostgreSQL: .*no_evil/),
  });
  const { postgres } = await stores.read();
  expect(ids.filter((id) => postgres.has(id))).toHaveLength(39);
});

test('of a user whose newest change is refused the older one is stored', async () => {
  const id = randomUUID();
  await stores.postgres.query(`ALTER TABLE created_users ADD CONSTRAINT no_evil CHECK (first_name <> 'evil')`);

  const failures = await sink([
    aRecord(1, id, aUser(id, { first_name: 'good' })),
    aRecord(2, id, aUser(id, { first_name: 'evil' })),
  ]);
  await stores.postgres.query('ALTER TABLE created_users DROP CONSTRAINT no_evil');

  expect(failures).toEqual({});
  expect([...(await letters.take()).keys()]).toEqual([2]);
  const { postgres } = await stores.read();
  expect(postgres.get(id)?.first_name).toBe('good');
});

test('a table that is missing is nobody’s poison: all records are delivered again', async () => {
  const ids = [randomUUID(), randomUUID()];
  await stores.postgres.query('ALTER TABLE created_users RENAME TO elsewhere');

  const failures = await sink(
    ids.map((id, offset) => aRecord(offset, id, aUser(id))),
    2000,
  );
  await stores.postgres.query('ALTER TABLE elsewhere RENAME TO created_users');

  const reason = expect.stringMatching(/^PostgreSQL: relation "created_users" does not exist/);
  expect(failures).toEqual({ 0: reason, 1: reason });
  expect((await letters.take()).size).toBe(0);
});
