import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { aUser } from '../integration/lambdas/sink-users/sink.ts';
import {
  consoleUrl,
  expectAccessible,
  expectLooks,
  launchBrowser,
  openView,
  startConsole,
} from '../support/console/browser.ts';
import { ownTopic } from '../support/console/console-topics.ts';
import { tokenIn } from '../support/console/own-console.ts';
import { cleanUpFile, keepForFile } from '../support/event-source-mapping/clean-up.ts';
import { produce } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import { deleteLetters } from '../support/pipeline/own-letters.ts';

const minutes = 60_000;
const hostile = '<img src=x onerror="document.title=1">';
let browser: Browser;
/** Of messages of at most 1000 bytes. */
let small: string;
/** The offset of the record that is no user. */
let poison: string | undefined;

beforeAll(async () => {
  await startConsole(1000, '2026-09-14');
  [browser, small] = await Promise.all([launchBrowser(), ownTopic(2, [{ name: 'max.message.bytes', value: '1000' }])]);
  keepForFile();
}, 10 * minutes);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  // The mapping's letter says only where its record is.
  if (poison) await deleteLetters((body) => body.includes(`"lastRecordOffset":"${poison}"`));
  await cleanUpFile();
});

const dialogOf = (page: Page) => page.getByRole('dialog');
const keyField = (page: Page) => dialogOf(page).getByRole('textbox', { name: 'Key', exact: true });
const valueField = (page: Page) => dialogOf(page).getByRole('textbox', { name: 'Value', exact: true });
const kindField = (page: Page) => dialogOf(page).getByLabel('The value is');

async function begin(page: Page, button = 'Publish a message …'): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await dialogOf(page).getByText('What becomes of it').waitFor();
}

/** @returns where the message is, as the page tells it */
async function publish(page: Page): Promise<{ partition: string; offset: string }> {
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await dialogOf(page).waitFor({ state: 'detached' });
  const told = await page.getByText(/^Published: partition/).textContent();
  const [, partition = '', offset = ''] = /partition (\d+), offset (\d+)\.$/.exec(told ?? '') ?? [];
  return { partition, offset };
}

/** Waits until the user's page has the verdict, which stands behind its sign. */
async function expectVerdict(page: Page, id: string, verdict: string): Promise<void> {
  await page.goto(`${consoleUrl}/users/${id}`);
  await eventually(async () => {
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.locator('.user-verdict .badge', { hasText: new RegExp(`^.${verdict}$`) }).waitFor({ timeout: 2000 });
  }, minutes);
}

test(
  'poison is published, waits with its reason, is found, mended and deleted, all by the page',
  async () => {
    const id = randomUUID();
    const { page, errors } = await openView(browser, `/topics/${topic}`);
    await begin(page);
    await dialogOf(page).getByText('a text that names none: the function is not given it').waitFor();
    await keyField(page).fill(id);
    await valueField(page).fill('no user');
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel('Header 1: name').fill('note');
    await page.getByLabel('Header 1: value').fill(hostile);
    await expectLooks(page, 'topic-publish');
    await expectAccessible(page);
    const { partition, offset } = await publish(page);
    poison = offset;
    await page.locator('.messages').getByText('no user').waitFor();
    await expectLooks(page, 'topic-published');
    await expectAccessible(page);

    // It waits with its reason.
    await page.getByRole('link', { name: 'Dead letters', exact: true }).last().click();
    page.setDefaultTimeout(minutes);
    const row = page.getByRole('table', { name: 'Dead letters' }).getByRole('row');
    const own = row.filter({ has: page.getByRole('link', { name: `partition ${partition}, offset ${offset}` }) });
    await eventually(async () => {
      const refresh = page.getByRole('button', { name: 'Refresh' });
      if (await refresh.isEnabled()) await refresh.click();
      await own.getByText('DESERIALIZATION_ERROR').waitFor({ timeout: 5000 });
    }, minutes);
    await own.getByRole('link').first().click();
    await page.getByLabel('Value', { exact: true }).getByText('no user').waitFor();

    // It is found in the topic, and published again as a user.
    await page
      .getByRole('link', { name: `partition ${partition}, offset ${offset}` })
      .last()
      .click();
    const message = page.locator('.message');
    await message.getByRole('group', { name: 'Value' }).getByText('no user').waitFor();
    expect(await message.getByRole('table', { name: 'Headers' }).getByText(hostile).count()).toBe(1);
    await begin(page, 'Publish again …');
    expect(await keyField(page).inputValue()).toBe(id);
    expect(await valueField(page).inputValue()).toBe('no user');
    expect(await page.getByLabel('Header 1: value').inputValue()).toBe(hostile);
    await kindField(page).selectOption('framed');
    await dialogOf(page).getByText('This value is no JSON').waitFor();
    await valueField(page).fill(JSON.stringify(aUser(id), null, 2));
    await dialogOf(page).getByText('stores it in both stores if it fits the schema').waitFor();
    const mended = await publish(page);
    expect(mended.partition).toBe(partition);
    await expectVerdict(page, id, 'Equal');

    // And deleted again.
    await page.goto(`${consoleUrl}/topics/${topic}`);
    await begin(page);
    await keyField(page).fill(id);
    await kindField(page).selectOption('tombstone');
    expect(await valueField(page).count()).toBe(0);
    await dialogOf(page).getByText('deletes the user whose id is the key').waitFor();
    await publish(page);
    await expectVerdict(page, id, 'Deleted');
    expect(errors).toEqual([]);
  },
  5 * minutes,
);

test('a message goes where it is told to, and leads to itself', async () => {
  const { page, errors } = await openView(browser, `/topics/${small}`);
  await begin(page);
  await dialogOf(page).getByText('No event source mapping reads this topic').waitFor();
  expect(await kindField(page).getByRole('option').allTextContents()).toEqual([
    ...['this text, as it is written', 'none: a tombstone'],
  ]);
  await dialogOf(page).getByLabel('Partition').selectOption('1');
  await valueField(page).fill(hostile);

  expect(await publish(page)).toEqual({ partition: '1', offset: '0' });
  await page.getByRole('link', { name: 'Open the message' }).click();

  const message = page.locator('.message');
  await message.getByRole('heading', { name: 'Partition 1, offset 0' }).waitFor();
  await message.getByText('It has no key.').waitFor();
  await message.getByText('It has no headers.').waitFor();
  await message.getByRole('group', { name: 'Value' }).getByText(hostile).waitFor();
  await page.goto(`${consoleUrl}/audit`);
  const change = page
    .getByRole('row')
    .filter({ hasText: `POST /api/topics/${small}/messages` })
    .first();
  await change.locator('.badge', { hasText: 'done' }).waitFor();
  expect(errors).toEqual([]);
});

test('a message that is larger than the topic takes is refused with both sizes, and stays to be changed', async () => {
  const { page } = await openView(browser, `/topics/${small}?partitions=0`);
  await begin(page);
  await dialogOf(page).getByText('0 B of 1000 B, the most that the topic takes').waitFor();
  await dialogOf(page).getByLabel('Partition').selectOption('0');
  await valueField(page).fill('x'.repeat(2000));
  await dialogOf(page).getByRole('button', { name: 'Publish', exact: true }).click();

  await dialogOf(page)
    .getByText(`The message is too large: it has 2000 bytes, and ${small} takes 1000 at most (max.message.bytes).`)
    .waitFor();
  await valueField(page).fill('x');
  expect(await publish(page)).toEqual({ partition: '0', offset: '0' });
});

test('bytes are not written again as if they were text', async () => {
  await produce(small, [{ partition: 1, key: Buffer.from([0xff, 0xfe]), value: Buffer.from([0xff, 0x00]) }]);
  const { page } = await openView(browser, `/topics/${small}?partitions=1`);
  await page.locator('.messages').getByText('ff 00').waitFor();
  await page.locator('.message-place').first().click();

  await begin(page, 'Publish again …');

  await dialogOf(page).getByText('Its key is no text').waitFor();
  await dialogOf(page).getByText('Its value is no text').waitFor();
  expect(await valueField(page).inputValue()).toBe('');
});

test("nothing is published in a topic of Kafka's own, nor in one that is not there", async () => {
  const { page } = await openView(browser, '/topics/__consumer_offsets?tab=partitions');
  await page.getByRole('table', { name: 'Partitions', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^Publish/ }).count()).toBe(0);

  const headers = {
    'content-type': 'application/json',
    'x-console-token': tokenIn(await (await fetch(consoleUrl)).text()),
  };
  const body = JSON.stringify({ key: null, value: 'v' });
  const send = async (name: string) => {
    const response = await fetch(`${consoleUrl}/api/topics/${name}/messages`, { method: 'POST', headers, body });
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  expect(await send('__consumer_offsets')).toEqual([403, expect.stringContaining("Kafka's own")]);
  expect(await send('no-such-topic')).toEqual([404, 'The topic no-such-topic is not there.']);
});
