import { randomUUID } from 'node:crypto';
import { ownStores } from '../own-stores.ts';
import { aRecord, aUser, sinkOf } from './sink.ts';

const stores = ownStores('sink_hostile_data');
const sink = sinkOf(stores);

test.each([
  ['SQL', "'; DROP TABLE created_users; --"],
  ['CQL', "'; TRUNCATE spark_streams.created_users; //"],
  ['a script', '<script>alert(1)</script>'],
  ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈'],
  ['right-to-left text', 'مرحبا \u202eevil\u202c שלום'],
  ['names of the prototype', '__proto__'],
  ['an array of PostgreSQL', '{"a",NULL,b\\"}'],
  ['nothing', ''],
  ['control characters and line ends', '\u0001\t\r\n\u007f'],
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

test('text that PostgreSQL cannot keep is refused by name, for both stores', async () => {
  const id = randomUUID();

  const failures = await sink([
    aRecord(0, id, aUser(id, { last_name: 'a\0b' })),
    aRecord(1, id, aUser(id, { phone: '\ud800' })),
  ]);

  expect(failures).toEqual({
    0: 'last_name: holds U+0000 or half a character',
    1: 'phone: holds U+0000 or half a character',
  });
  const { cassandra, postgres } = await stores.read();
  expect([cassandra.has(id), postgres.has(id)]).toEqual([false, false]);
});

test('poison fails alone: its neighbours are in both stores', async () => {
  const ids = Array.from({ length: 50 }, () => randomUUID());
  const batch = ids.map((id, offset) => aRecord(offset, id, offset % 10 === 3 ? 'no user' : aUser(id)));

  const failures = await sink(batch);

  expect(Object.keys(failures)).toEqual(['3', '13', '23', '33', '43']);
  const { cassandra, postgres } = await stores.read();
  const good = ids.filter((_, offset) => offset % 10 !== 3);
  expect(good.filter((id) => !cassandra.has(id) || !postgres.has(id))).toEqual([]);
});

test('what one store refuses is split out of its request, and the rest is written', async () => {
  const ids = Array.from({ length: 40 }, () => randomUUID());
  await stores.postgres.query(`ALTER TABLE created_users ADD CONSTRAINT no_evil CHECK (first_name <> 'evil')`);

  const batch = ids.map((id, offset) => aRecord(offset, id, aUser(id, offset === 17 ? { first_name: 'evil' } : {})));
  const failures = await sink(batch);
  await stores.postgres.query('ALTER TABLE created_users DROP CONSTRAINT no_evil');

  expect(failures).toEqual({ 17: expect.stringMatching(/^PostgreSQL: .*no_evil/) });
  const { postgres } = await stores.read();
  expect(ids.filter((id) => postgres.has(id))).toHaveLength(39);
});
