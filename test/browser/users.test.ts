import { randomUUID } from 'node:crypto';
import type driver from 'cassandra-driver';
import type { Browser, Locator, Page } from 'playwright-core';
import type { User } from '../../lambdas/core/user.ts';
import { cassandraClient } from '../../local/deployment/cassandra-client.ts';
import {
  consoleUrl,
  expectAccessible,
  expectLooks,
  launchBrowser,
  openView,
  startConsole,
} from '../support/console/browser.ts';
import { eventually } from '../support/eventually.ts';
import { query, settings } from '../support/pipeline/deployed-pipeline.ts';
import { forgetPublished } from '../support/pipeline/forget-published.ts';
import { publishDeletions, publishUsers } from '../support/pipeline/own-users.ts';

const storedMs = 60_000;
const date = '2026-09-01';
const runId = `${date}.1`;
const traceId = '1-69000000-0123456789abcdef01234567';
/** Nobody else has it. */
const lastName = `Quandt${Date.now().toString(36)}`;

const plain = userOf(1, {});
const changed = userOf(2, { first_name: 'Berta' });
const lost = userOf(3, { first_name: 'Clara' });
const hostile = userOf(4, {
  first_name: '<script>alert(1)</script>\u202egnp.exe',
  last_name: `${lastName} Z${'\u0335\u0322\u0347\u0308\u0301'.repeat(12)}`,
  username: 'x'.repeat(10_000),
  address: '<img src=x onerror=alert(1)>, \u0645\u062d\u0645\u062f, a\u200bb',
  picture: 'javascript:alert(1)',
});
const users = [plain, changed, lost, hostile];

let browser: Browser;
let cassandra: driver.Client;

beforeAll(async () => {
  await startConsole(1000, date);
  await forgetPublished();
  cassandra = cassandraClient(settings);
  await publishUsers(users, runId, traceId);
  await untilStored(users.map(({ id }) => id));
  browser = await launchBrowser();
}, 600_000);

afterAll(async () => {
  await publishDeletions(users.map(({ id }) => id));
  await eventually(async () => expect(await storedIds()).toEqual([]), storedMs);
  await Promise.all([browser?.close(), cassandra?.shutdown()]);
}, 120_000);

function userOf(at: number, fields: Partial<User>): User {
  return {
    id: randomUUID(),
    first_name: 'Anna',
    last_name: lastName,
    gender: 'female',
    address: `${at} Hauptstraße, Gießen, Hessen, Germany`,
    post_code: '35390',
    email: `anna${at}.${lastName.toLowerCase()}@example.com`,
    username: `${lastName}${at}`,
    dob: '1990-05-17T08:30:00.000Z',
    registered_date: '2015-11-02T23:59:59.999Z',
    phone: '0641-0000000',
    picture: 'https://randomuser.me/api/portraits/med/women/1.jpg',
    ...fields,
  };
}

async function storedIds(): Promise<string[]> {
  const ids = users.map(({ id }) => id);
  const rows = (await query('SELECT id FROM created_users WHERE id = ANY ($1::uuid[])', [ids])) as { id: string }[];
  const inCassandra = await Promise.all(
    ids.map((id) =>
      cassandra.execute(`SELECT id FROM spark_streams.created_users WHERE id = ?`, [id], { prepare: true }),
    ),
  );
  return [...rows.map(({ id }) => id), ...inCassandra.flatMap(({ rows: own }) => own.map(({ id }) => String(id)))];
}

async function untilStored(ids: readonly string[]): Promise<void> {
  await eventually(async () => expect((await storedIds()).toSorted()).toEqual([...ids, ...ids].toSorted()), storedMs);
}

/** The cell of a field in a place's column. */
function cell(page: Page, field: string, place: string): Locator {
  const row = page.locator('.compared tbody tr', { has: page.getByRole('rowheader', { name: field, exact: true }) });
  return row.locator(`td[data-title="${place}"]`);
}

async function expectVerdict(page: Page, title: string): Promise<void> {
  await page.locator('.user-verdict .badge', { hasText: title }).waitFor();
}

test('users are browsed page by page, there and back, and the address says where', async () => {
  const { page, errors } = await openView(browser, '/users');
  const rows = page.locator('.user-list tbody tr');
  const first = () => rows.first().getByRole('link').getAttribute('href');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(25);
  const [newest, address] = [await first(), page.url()];

  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(/after=/);
  await eventually(async () => expect(await first()).not.toBe(newest), 5000);
  const second = await first();
  await page.reload();
  await eventually(async () => expect(await first()).toBe(second), 5000);
  await page.getByRole('button', { name: 'Previous' }).click();
  await eventually(async () => expect(await first()).toBe(newest), 5000);
  await page.getByRole('button', { name: 'First' }).click();
  await page.waitForURL(address);

  await page.locator('.user-list [aria-busy="true"]').waitFor({ state: 'detached' });
  await expectLooks(page, 'users');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('users are found by the beginning of a name, an e-mail address and an id, and nobody is told so', async () => {
  const { page } = await openView(browser, '/users');
  const search = page.getByRole('searchbox');
  const rows = page.locator('.user-list tbody tr');
  const find = async (text: string, count: number) => {
    await search.fill(text);
    await page.waitForURL((url) => url.searchParams.get('q') === text);
    await eventually(async () => expect(await rows.count()).toBe(count), 5000);
  };

  await find(lastName.toLowerCase(), users.length);
  expect(await page.locator('.user-list mark').first().textContent()).toBe(lastName);
  await find(changed.email, 1);
  await find(plain.id, 1);
  await find('nobody is called this', 0);
  await page.getByText('PostgreSQL has no such user.').waitFor();
  // Whatever was typed on the way is one step.
  await page.goBack();
  await eventually(async () => expect(await search.inputValue()).toBe(''), 5000);

  await find(plain.username, 1);
  await rows.first().getByRole('link').click();
  await page.waitForURL(`**/users/${plain.id}`);
  await expectVerdict(page, 'Equal');
});

test('a user stands side by side, equal, with the way to its record, run and trace', async () => {
  const { page, errors } = await openView(browser, `/users/${plain.id}`);
  await expectVerdict(page, 'Equal');

  for (const place of ['Kafka', 'Cassandra', 'PostgreSQL']) {
    expect(await cell(page, 'E-mail', place).textContent()).toContain(plain.email);
  }
  expect(await page.locator('.other-cell').count()).toBe(0);
  const records = page.getByRole('table', { name: 'Records' });
  expect(await records.getByRole('link', { name: runId }).getAttribute('href')).toBe(`/runs/${runId}`);
  expect(await records.getByRole('link', { name: traceId }).getAttribute('href')).toBe(`/runs/trace/${traceId}`);

  // With a small topic nothing is left to look through: the whole is asked for all the same.
  const whole = await page.request.get(`${consoleUrl}/api/users/${plain.id}/whole-partition`);
  const lines = (await whole.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-2)).toMatchObject({ found: 1 });
  expect(lines.at(-2).looked).toBe(lines.at(-2).of);
  expect(lines.at(-1).comparison).toMatchObject({
    verdict: { title: 'Equal' },
    kafka: { value: { records: [{ says: 'user' }], look: { complete: true } } },
  });

  await expectLooks(page, 'users-side-by-side');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('what somebody changed by hand is marked, reconciling names it, and the repair mends it', async () => {
  await query('UPDATE created_users SET email = $2 WHERE id = $1', [changed.id, `x${changed.email}`]);
  await cassandra.execute('DELETE FROM spark_streams.created_users WHERE id = ?', [lost.id], { prepare: true });

  const { page, errors } = await openView(browser, `/users/${changed.id}`);
  await expectVerdict(page, 'Different');
  await page.getByText('PostgreSQL and the newest record differ in email.').waitFor();
  expect(await page.locator('.other-cell').count()).toBe(1);
  expect(await cell(page, 'E-mail', 'PostgreSQL').textContent()).toMatch(/^≠Differs:\s*xanna2/);
  expect(await cell(page, 'E-mail', 'PostgreSQL').locator('mark').textContent()).toBe('x');
  await expectLooks(page, 'users-different');
  await expectAccessible(page);

  await page.goto(page.url().replace(changed.id, lost.id));
  await page.getByText('Cassandra has no row, though the newest record has the user.').waitFor();
  await page.getByRole('columnheader', { name: 'Cassandra' }).getByText('no row').waitFor();

  await page.goto(page.url().replace(lost.id, 'reconcile'));
  await page.getByRole('button', { name: 'Compare' }).click();
  const differenceOf = ({ id }: User) => page.locator('.difference', { has: page.locator(`a[href="/users/${id}"]`) });
  await differenceOf(changed).waitFor({ timeout: storedMs });
  await differenceOf(lost).waitFor();
  expect(await differenceOf(changed).textContent()).toContain('E-mail');
  await expectDownloaded(page, [changed.id, lost.id]);
  await expectLooks(page, 'users-reconcile');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Repair' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Repair' }).click();
  await page.getByText('After the repair').waitFor({ timeout: storedMs });
  const after = page.locator('.reconciliation').first();
  for (const user of [changed, lost]) expect(await after.locator(`a[href="/users/${user.id}"]`).count()).toBe(0);
  await expectLooks(page, 'users-repaired');
  for (const { id } of [changed, lost]) {
    await page.goto(new URL(`/users/${id}`, page.url()).href);
    await expectVerdict(page, 'Equal');
  }
  expect(errors).toEqual([]);
});

async function expectDownloaded(page: Page, ids: readonly string[]): Promise<void> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the differences' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await waiting).createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(expect.arrayContaining([...ids]));
}

test('names and pictures of any kind are shown as text, and nothing of them runs', async () => {
  const { page, errors } = await openView(browser, `/users?q=${lastName}`);
  const row = page.locator('.user-list tbody tr', { has: page.locator(`a[href="/users/${hostile.id}"]`) });
  await row.waitFor();
  expect(await row.textContent()).toContain('<script>alert(1)</script>\\u{202e}gnp.exe');
  await expectLooks(page, 'users-hostile-list');
  await expectAccessible(page);

  await row.getByRole('link').click();
  await expectVerdict(page, 'Equal');
  await page.getByRole('heading', { level: 1 }).getByText('\\u{202e}').waitFor();
  expect(await cell(page, 'Address', 'Kafka').textContent()).toContain('<img src=x onerror=alert(1)>');
  await cell(page, 'Username', 'Cassandra').getByText('The first 2,000 of 10,000 characters').waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  await expectLooks(page, 'users-hostile');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('a user that nobody knows is said to be unknown, and what is no id is refused with the remedy', async () => {
  const { page } = await openView(browser, `/users/${randomUUID()}`);
  await expectVerdict(page, 'Unknown');

  await page.goto(new URL('/users/nobody', page.url()).href);
  await page.getByRole('alert').getByText("nobody is no user's id").waitFor();
});
