import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ownStores } from '../own-stores.ts';
import { aRecord, aUser, sinkOf } from './sink.ts';

const stores = ownStores('sink_versions');
const sink = sinkOf(stores);

async function firstNames(id: string) {
  const { cassandra, postgres } = await stores.read();
  return { cassandra: cassandra.get(id)?.first_name, postgres: postgres.get(id)?.first_name };
}

test('a batch that is delivered twice leaves what it left the first time', async () => {
  const ids = Array.from({ length: 100 }, () => randomUUID());
  const batch = ids.map((id, offset) => aRecord(offset, id, aUser(id)));

  await expect(sink(batch)).resolves.toEqual({});
  const once = await stores.read();
  await expect(sink(batch)).resolves.toEqual({});

  await expect(stores.read()).resolves.toEqual(once);
  expect(once.cassandra).toEqual(once.postgres);
  for (const id of ids) expect(once.postgres.get(id)).toEqual(aUser(id));
});

test('of two changes in one batch the newer one counts', async () => {
  const id = randomUUID();

  await sink([aRecord(1, id, aUser(id, { first_name: 'old' })), aRecord(2, id, aUser(id, { first_name: 'new' }))]);

  await expect(firstNames(id)).resolves.toEqual({ cassandra: 'new', postgres: 'new' });
});

test('an older change that comes late changes nothing', async () => {
  const id = randomUUID();

  await sink([aRecord(2, id, aUser(id, { first_name: 'new' }), 2000)]);
  await sink([aRecord(1, id, aUser(id, { first_name: 'old' }), 1000)]);

  await expect(firstNames(id)).resolves.toEqual({ cassandra: 'new', postgres: 'new' });
});

test('a tombstone deletes in both, and an older change that comes after it does not bring the user back', async () => {
  const id = randomUUID();
  await sink([aRecord(1, id, aUser(id), 1000)]);

  await sink([aRecord(2, id, null, 2000)]);
  await sink([aRecord(1, id, aUser(id), 1000)]);

  await expect(firstNames(id)).resolves.toEqual({ cassandra: undefined, postgres: undefined });
});

test('a tombstone that comes late deletes nothing newer', async () => {
  const id = randomUUID();
  await sink([aRecord(3, id, aUser(id, { first_name: 'back' }), 3000)]);

  await sink([aRecord(2, id, null, 2000)]);

  await expect(firstNames(id)).resolves.toEqual({ cassandra: 'back', postgres: 'back' });
});

test('whatever order changes and deletions come in, both stores end with the newest', async () => {
  const change = fc.record({ user: fc.nat(3), deleted: fc.boolean() });
  const history = fc.array(change, { minLength: 1, maxLength: 12 });

  await fc.assert(
    fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (changes, chance) => {
      const ids = Array.from({ length: 4 }, () => randomUUID());
      const records = changes.map(({ user, deleted }, index) => {
        const id = ids[user] as string;
        return aRecord(index, id, deleted ? null : aUser(id, { first_name: `name ${index}` }), 1000 + index);
      });
      const shuffled = records.map((record) => ({ record, at: chance.next().value })).sort((a, b) => a.at - b.at);

      for (const { record } of shuffled) await sink([record]);

      const { cassandra, postgres } = await stores.read();
      for (const [user, id] of ids.entries()) {
        const last = changes.findLastIndex((one) => one.user === user);
        const name = last < 0 || changes[last]?.deleted ? undefined : `name ${last}`;
        expect([cassandra.get(id)?.first_name, postgres.get(id)?.first_name]).toEqual([name, name]);
      }
    }),
    { numRuns: 25 },
  );
});
