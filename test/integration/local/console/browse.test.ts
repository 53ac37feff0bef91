import { randomUUID } from 'node:crypto';
import { migratePostgres } from '../../../../lambdas/migrate/migrate-postgres.ts';
import { migrations } from '../../../../lambdas/migrate/migrations.ts';
import { browse, pageSize } from '../../../../local/console/users/browse.ts';
import { readCursor } from '../../../../local/console/users/cursor.ts';
import { poolOn } from '../../lambdas/own-stores.ts';

const name = 'browse_test';
const pool = poolOn(name);
const users = 4 * pageSize;

beforeAll(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await pool.query(`CREATE SCHEMA ${name}`);
  await migratePostgres(pool, migrations);
  // Pairs of one version, a half of one last name, and user names that begin as that name does.
  const row = (at: number) => [
    ...[
      randomUUID(),
      'First',
      at % 2 === 0 ? 'Nijhuis-van Voorst tot Voorst' : `Other ${at}`,
      'female',
      'address',
      'code',
    ],
    ...[`user${at}@example.com`, at % 3 === 0 ? `NIJHUIS${at}` : `user${at}`],
    ...['2000-01-01', '2001-01-01', 'phone', 'picture', Math.trunc(at / 2)],
  ];
  for (let at = 0; at < users; at += 1) {
    await pool.query(
      'INSERT INTO created_users VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
      row(at),
    );
  }
});

afterAll(async () => {
  await pool.query(`DROP SCHEMA ${name} CASCADE`).finally(() => pool.end());
});

/** Every page of a search, from the first to the last one and back again. */
async function walk(text: string) {
  const pages = [await browse(pool, { text, direction: 'after' })];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    pages.push(await browse(pool, { text, direction: 'after', cursor: readCursor(next) }));
  }
  const back = [pages.at(-1)];
  for (let previous = back[0]?.previous; previous; previous = back[0]?.previous) {
    back.unshift(await browse(pool, { text, direction: 'before', cursor: readCursor(previous) }));
  }
  const idsOf = (some: typeof back) => some.map((page) => page?.users.map(({ id }) => id) ?? []);
  return { there: idsOf(pages), back: idsOf(back) };
}

async function idsWhere(condition: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM created_users WHERE ${condition}`);
  return rows.map(({ id }) => id);
}

test('all users come once, the newest first, and back again page by page', async () => {
  const { there, back } = await walk('');

  expect(there.map(({ length }) => length)).toEqual([pageSize, pageSize, pageSize, pageSize]);
  expect(there.flat()).toEqual(await idsWhere('true ORDER BY version DESC, id DESC'));
  expect(back).toEqual(there);
});

test('a beginning finds last names and user names, each user once, and back again', async () => {
  const { there, back } = await walk('nijHUIS');

  const expected = await idsWhere(`last_name LIKE 'Nijhuis%' OR username LIKE 'NIJHUIS%'`);
  expect(there.flat().toSorted()).toEqual(expected.toSorted());
  expect(there.length).toBeGreaterThan(2);
  expect(back).toEqual(there);
});

test('a beginning that is longer than what the indexes keep is compared as a whole', async () => {
  const found = async (text: string) => (await walk(text)).there.flat().length;

  expect(await found('nijhuis-van voorst tot v')).toBe(users / 2);
  expect(await found('nijhuis-van voorst tot w')).toBe(0);
  expect(await found('nijhuis12')).toBe(1);
});

test('an e-mail address and an id find their user; marks of patterns are letters like others', async () => {
  const [id = ''] = await idsWhere(`email = 'user7@example.com'`);

  expect((await walk('user7@example.com')).there).toEqual([[id]]);
  expect((await walk(id.toUpperCase())).there).toEqual([[id]]);
  expect((await walk('%')).there).toEqual([[]]);
  expect((await walk('other _')).there).toEqual([[]]);
});

test.each([
  ['', 'created_users_version'],
  ['nij', 'created_users_last_name'],
])('"%s" is answered by an index', async (text, index) => {
  const seen: string[] = [];
  const client = await pool.connect();
  try {
    // Of a table as small as this one everything would be read otherwise.
    await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off');
    const explain = {
      query: async (statement: string, values: unknown[]) => {
        const { rows } = await client.query(`EXPLAIN ${statement}`, values);
        seen.push(JSON.stringify(rows));
        return { rows: [] };
      },
    };
    await browse(explain as unknown as typeof pool, { text, direction: 'after' });
  } finally {
    client.release(true);
  }
  expect(seen.join('\n')).toContain(index);
});
