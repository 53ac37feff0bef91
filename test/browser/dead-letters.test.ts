import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import type { DeadLetter } from '../../lambdas/core/dead-letter.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { produce, withAdmin } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { sinkLetter } from '../support/pipeline/dead-letters.ts';
import { usersSchemaId } from '../support/pipeline/deployed-pipeline.ts';
import { deleteLetters, sendLetter, settledDepth } from '../support/pipeline/own-letters.ts';
import { type ReadMessage, readMessages } from '../support/pipeline/read-messages.ts';
import { framed } from '../support/schemas/framed.ts';

const minutes = 60_000;
const hostile = `<img src=x onerror="document.title='hit'">\u202e`;
let browser: Browser;
/** Records that are stored well: published again, they change nothing and become no letters. */
let stored: ReadMessage[];

beforeAll(async () => {
  await startConsole(1000, '2026-09-11');
  browser = await launchBrowser();
  stored = (await readMessages(topic, 10)).filter(({ value, headers }) => value && !headers['replay-count']);
}, 10 * minutes);
afterAll(() => browser?.close());

/** A letter of a record that is stored well. @returns its id */
async function letterOf(index: number, changes: Partial<DeadLetter>): Promise<string> {
  const record = stored[index];
  if (!record) throw new Error(`The topic has no record ${index}.`);
  await sendLetter(sinkLetter({ ...record, topic }, record, changes));
  return `${topic}-${record.partition}-${record.offset}`;
}

async function openLetters(path = '/dead-letters') {
  const opened = await openView(browser, path);
  // Reading the queue invokes a function.
  opened.page.setDefaultTimeout(minutes);
  return opened;
}

/** The letters' rows, when the list has these ids. */
async function rowsOf(page: Page, ...ids: string[]) {
  const rows = page.getByRole('table', { name: 'Dead letters' }).getByRole('row');
  await eventually(async () => {
    const refresh = page.getByRole('button', { name: 'Refresh' });
    if (await refresh.isEnabled()) await refresh.click();
    for (const id of ids) await rows.filter({ hasText: id }).first().waitFor({ timeout: 5000 });
  }, minutes);
  return (id: string) => rows.filter({ hasText: id });
}

/** How often the record was published again: what else comes into the topic meanwhile is not of interest. */
async function timesPublishedAgain({ partition, offset }: ReadMessage): Promise<number> {
  const offsets = await withAdmin((admin) => admin.fetchTopicOffsets(topic));
  const size = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  const isIt = ({ headers }: ReadMessage) =>
    headers['replay-partition'] === String(partition) && headers['replay-offset'] === String(offset);
  return (await readMessages(topic, size)).filter(isIt).length;
}

/** Confirms what the dry run has shown, and waits for its end. */
async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.job .badge', { hasText: 'done' }).waitFor();
}

test(
  'poison is listed with its reason, origin and bytes, and what it holds is text',
  async () => {
    const id = randomUUID();
    const user = JSON.stringify(aUser(id, { last_name: `${hostile}\0` }));
    await produce(topic, [
      { key: id, value: framed(await usersSchemaId(), user), partition: 0, headers: { note: hostile } },
      { key: id, value: hostile, partition: 0 },
    ]);
    const { page, errors } = await openLetters();
    const table = page.getByRole('table', { name: 'Dead letters' });
    const invalid = table.getByRole('row').filter({ hasText: 'INVALID_RECORD' }).last();
    const undecodable = table.getByRole('row').filter({ hasText: 'DESERIALIZATION_ERROR' }).last();
    await rowsOf(page, 'INVALID_RECORD', 'DESERIALIZATION_ERROR');

    await invalid.getByText(`${Buffer.byteLength(user)} B`).waitFor();
    await invalid.getByText('last_name: holds U+0000').waitFor();
    const origin = await invalid.getByRole('link', { name: /^partition 0, offset/ }).getAttribute('href');
    expect(origin).toMatch(new RegExp(`^/topics/${topic}\\?partition=0&offset=\\d+$`));
    await expectLooks(page, 'dead-letters');
    await expectAccessible(page);

    await page.getByRole('link', { name: /^DESERIALIZATION_ERROR/ }).click();
    await page.getByText('The mapping could not decode it').waitFor();
    expect(new URL(page.url()).search).toBe('?reason=DESERIALIZATION_ERROR');
    await invalid.waitFor({ state: 'detached' });
    await undecodable.waitFor();

    await page.goBack();
    await invalid.getByRole('link').first().click();
    await page.getByLabel('Value', { exact: true }).getByText('onerror').waitFor();
    await page.getByRole('table', { name: 'Headers' }).getByText('<img src=x').waitFor();
    await page.getByText('\\u{202e}').first().waitFor();
    await page.getByText('Nobody has tried to replay it.').waitFor();
    await expectLooks(page, 'dead-letter');
    await expectAccessible(page);
    expect(await page.title()).toContain('Dead letters');
    expect(errors).toEqual([]);

    const key = Buffer.from(id).toString('base64');
    const place = new URL(origin ?? '', page.url()).searchParams.get('offset');
    // The mapping's letter says only where its record is: behind the other one.
    const next = `"lastRecordOffset":"${Number(place) + 1}"`;
    await deleteLetters((body) => body.includes(key) || body.includes(next));
  },
  3 * minutes,
);

test(
  'a dry run changes nothing; the replay of one letter does, and leaves a line in both audits',
  async () => {
    const id = await letterOf(0, { message: 'one' });
    const record = stored[0] as ReadMessage;
    const [depth, times] = [await settledDepth(), await timesPublishedAgain(record)];
    const { page, errors } = await openLetters();
    const dialog = page.getByRole('dialog');
    const row = await rowsOf(page, id);

    await row(id)
      .getByRole('button', { name: `Replay ${id}` })
      .click();
    await dialog.getByText('1 letter would be replayed').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(settledDepth()).resolves.toBe(depth);
    await expect(timesPublishedAgain(record)).resolves.toBe(times);

    await row(id).getByRole('link', { name: id }).click();
    await page.getByRole('button', { name: 'Replay …' }).click();
    await confirm(page, 'Replay 1 letter');
    await page.getByText('It is not in the queue.').waitFor();
    const lines = page.getByRole('table', { name: 'Replays' });
    await lines.getByText(`console (${userInfo().username})`).first().waitFor();
    await expect(settledDepth()).resolves.toBe(depth - 1);
    await expect(timesPublishedAgain(record)).resolves.toBe(times + 1);

    await page.goto(new URL('/dead-letters/replays', page.url()).href);
    await lines.getByRole('row').filter({ hasText: id }).first().locator('.badge', { hasText: 'replayed' }).waitFor();
    await expectLooks(page, 'dead-letter-replays');
    await expectAccessible(page);
    await page.goto(new URL('/audit', page.url()).href);
    const change = page.getByRole('row').filter({ hasText: 'POST /api/dead-letters/replays' }).first();
    await change.getByText(`"id": "${id}"`).waitFor();
    await change.getByText('started').waitFor();
    expect(errors).toEqual([]);
  },
  3 * minutes,
);

test(
  'the letters of one reason are replayed, then all',
  async () => {
    const refused = [await letterOf(1, { reason: 'STORE_REFUSED' }), await letterOf(2, { reason: 'STORE_REFUSED' })];
    const invalid = await letterOf(3, {});
    const depth = await settledDepth();
    const { page, errors } = await openLetters('/dead-letters?reason=STORE_REFUSED');
    await rowsOf(page, ...refused);

    await page.getByRole('button', { name: 'Replay these …' }).click();
    await confirm(page, 'Replay 2 letters');
    await page.getByText('2 letters replayed').waitFor();
    await expect(settledDepth()).resolves.toBe(depth - 2);

    await page.getByRole('link', { name: /^All/ }).click();
    await rowsOf(page, invalid);
    await page.getByRole('button', { name: 'Replay all …' }).click();
    await confirm(page, 'Replay');
    await eventually(async () => expect(await settledDepth()).toBe(0), minutes);
    await page.getByText('No dead letters').waitFor();
    await expectLooks(page, 'dead-letters-empty');
    expect(errors).toEqual([]);
  },
  3 * minutes,
);

test(
  'a letter that came back three times is refused, says so, and is replayed when that is forced',
  async () => {
    const id = await letterOf(4, { replays: 3 });
    const depth = await settledDepth();
    const { page, errors } = await openLetters();
    const dialog = page.getByRole('dialog');
    const row = await rowsOf(page, id);

    await row(id)
      .getByRole('button', { name: `Replay ${id}` })
      .click();
    await dialog.getByText('It was replayed 3 times and came back').waitFor();
    expect(await dialog.getByRole('button', { name: 'Replay' }).isDisabled()).toBe(true);
    await expectLooks(page, 'dead-letter-refused');
    await expectAccessible(page);

    await dialog.getByRole('checkbox').check();
    await dialog.getByText('1 letter would be replayed').waitFor();
    await confirm(page, 'Replay 1 letter');
    await expect(settledDepth()).resolves.toBe(depth - 1);
    expect(errors).toEqual([]);
  },
  3 * minutes,
);

test(
  'a letter is discarded after a dry run: nothing is published, it is gone, and both audits have it',
  async () => {
    const id = await letterOf(1, { message: 'mended otherwise' });
    const record = stored[1] as ReadMessage;
    const [depth, times] = [await settledDepth(), await timesPublishedAgain(record)];
    const { page, errors } = await openLetters(`/dead-letters/${encodeURIComponent(id)}`);
    const dialog = page.getByRole('dialog');

    await page.getByRole('button', { name: 'Discard …' }).click();
    await dialog.getByText('1 letter would be discarded').waitFor();
    await dialog.getByText('deleted for good').waitFor();
    await expectLooks(page, 'dead-letter-discard');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(settledDepth()).resolves.toBe(depth);

    await page.getByRole('button', { name: 'Discard …' }).click();
    await confirm(page, 'Discard 1 letter');
    await page.getByText('It is not in the queue.').waitFor();
    const lines = page.getByRole('table', { name: 'Replays' });
    await lines.locator('.badge', { hasText: 'discarded' }).first().waitFor();
    await expect(settledDepth()).resolves.toBe(depth - 1);
    await expect(timesPublishedAgain(record)).resolves.toBe(times);

    await page.goto(new URL('/dead-letters/replays', page.url()).href);
    await lines.getByRole('row').filter({ hasText: id }).first().locator('.badge', { hasText: 'discarded' }).waitFor();
    await page.goto(new URL('/audit', page.url()).href);
    const change = page.getByRole('row').filter({ hasText: 'POST /api/dead-letters/discards' }).first();
    await change.getByText(`"id": "${id}"`).waitFor();
    expect(errors).toEqual([]);
  },
  3 * minutes,
);
