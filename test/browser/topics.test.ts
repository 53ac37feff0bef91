import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { confluentFrame } from '../../lambdas/core/schema-registry/frame.ts';
import {
  consoleUrl,
  expectAccessible,
  expectLooks,
  launchBrowser,
  openView,
  startConsole,
} from '../support/console/browser.ts';
import {
  beginMs,
  compacted,
  fillTopic,
  fillWithGaps,
  gaps,
  hostile,
  large,
  manyRecords,
  ownTopic,
  planted,
  registerSchema,
} from '../support/console/console-topics.ts';
import { cleanUpFile, keepForFile } from '../support/event-source-mapping/clean-up.ts';
import { produce } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';

let browser: Browser;
let topic: string;
let withGaps: string;

beforeAll(async () => {
  await startConsole(1000, '2026-09-17');
  [browser, topic, withGaps] = await Promise.all([launchBrowser(), ownTopic(3), ownTopic(1, compacted)]);
  keepForFile();
  await Promise.all([fillTopic(topic), fillWithGaps(withGaps)]);
}, 600_000);
// A view goes on asking while it is open.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await cleanUpFile();
});

const place = (page: Page, partition: number, offset: number) =>
  page.getByRole('link', { name: `${partition} · ${offset.toLocaleString('en')}`, exact: true });
const places = (page: Page) => page.locator('.message-place').allTextContents();

test('topics are listed with their records and the lag of their groups', async () => {
  const { page, errors } = await openView(browser, '/topics');

  const row = page.getByRole('row', { name: topic });
  await row.getByText('no group').waitFor();
  expect(await row.locator('td').nth(2).textContent()).toBe((manyRecords + 4).toLocaleString('en'));
  await page.getByRole('row', { name: 'users_created' }).getByText('users-sink').waitFor();
  await row.getByText('0/s').waitFor();

  await page.getByRole('searchbox').fill('users_cr');
  await row.waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('search')).toBe('users_cr');

  await expectLooks(page, 'topics');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('partitions, groups and settings of a topic are shown', async () => {
  const { page } = await openView(browser, '/topics/users_created?tab=partitions');

  await page.locator('.panel', { hasText: 'users-sink' }).getByText('event-source-mapping').first().waitFor();
  expect(await page.getByRole('table', { name: 'Partitions', exact: true }).getByRole('row').count()).toBe(7);
  await page.getByText('LogAppendTime').waitFor();

  await expectLooks(page, 'topic-partitions');
  await expectAccessible(page);
});

test('messages are gone through by partition, offset and time, to older and newer ones', async () => {
  const { page } = await openView(browser, `/topics/${topic}`);
  const newest = page.locator('.messages tbody tr').first();
  await newest.getByText(`key-${manyRecords - 1}`).waitFor();

  await page.getByRole('combobox', { name: 'Partition' }).selectOption('1');
  await newest.getByText(`key-${manyRecords - 2}`).waitFor();
  await page.getByRole('link', { name: 'Older →' }).click();
  await newest.getByText(`key-${manyRecords - 2 - 150}`).waitFor();
  await page.getByRole('link', { name: '← Newer' }).click();
  await newest.getByText(`key-${manyRecords - 2}`).waitFor();

  await page.getByRole('combobox', { name: 'Begin at' }).selectOption('offset');
  await page.getByLabel('Begin at: offset').fill('500');
  await page.getByRole('button', { name: 'Show' }).click();
  await place(page, 1, 500).waitFor();
  expect(await places(page)).toEqual(Array.from({ length: 50 }, (_, index) => `1 · ${500 + index}`));

  const time = new Date(beginMs + 600 * 60_000).toISOString();
  await page.goto(`${consoleUrl}/topics/${topic}?begin=${time}`);
  await newest.getByText('key-599').waitFor();
  await page.goBack();
  await place(page, 1, 500).waitFor();
});

test('a message is shown whole, and what it has is text', async () => {
  const { page, errors } = await openView(browser, `/topics/${topic}?begin=oldest`);
  await place(page, 0, 0).click();

  const message = page.locator('.message');
  await message.getByRole('group', { name: 'Key' }).getByText(hostile).waitFor();
  expect(await message.getByRole('table', { name: 'Headers' }).getByText(hostile).count()).toBe(2);
  await message.getByRole('group', { name: 'Value' }).getByText(JSON.stringify(hostile)).waitFor();
  await message.getByText('12345678901234567890').waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(await message.getByRole('link', { name: '2026-07-01.1' }).getAttribute('href')).toBe('/runs/2026-07-01.1');
  expect(await message.getByRole('link', { name: '1-2-3' }).getAttribute('href')).toBe('/runs/trace/1-2-3');
  await expectLooks(page, 'topic-message');
  await expectAccessible(page);

  await page.goto(`${consoleUrl}/topics/${topic}?partition=2&offset=0`);
  await message.getByText('It has no value: a tombstone').waitFor();
  await message.getByRole('link', { name: 'Newer →' }).click();
  await message.getByText('ff fe 00 01').waitFor();
  expect(errors).toEqual([]);
});

test('a large value is shown in part, and downloaded whole', async () => {
  const { page } = await openView(browser, `/topics/${topic}?partition=1&offset=0`);
  const message = page.locator('.message');
  await message.getByText('This is its beginning: it has').waitFor();
  expect((await message.getByRole('group', { name: 'Value' }).textContent())?.length).toBeLessThan(large.length / 2);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    message.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${topic}-1-0-value.bin`);
  expect(await readFile(await download.path(), 'utf8')).toBe(large);
});

test('users are shown as their schema decodes them, and lead to the user', async () => {
  const { page } = await openView(browser, '/topics/users_created?begin=oldest');
  await page.locator('.message-place').first().click();

  const message = page.locator('.message');
  await message.getByText('JSON of schema').waitFor();
  await message.getByText('first_name').waitFor();
  const id = await message.getByRole('group', { name: 'Key' }).textContent();
  expect(await message.getByRole('link', { name: `${id}` }).getAttribute('href')).toBe(`/users/${id}`);
});

test('a search finds exactly what matches, can be shared, saved, applied and deleted', async () => {
  const { page, errors } = await openView(browser, `/topics/${topic}?tab=search`);
  const expected = planted.map((index) => `key-${index}`).reverse();
  const keys = () => page.locator('.messages tbody td:nth-child(3)').allTextContents();

  await page.getByLabel('Filter 1: part').selectOption('header');
  await page.getByLabel('Filter 1: name').fill('origin');
  await page.getByLabel('Filter 1: text').fill('gardener');
  await page.getByRole('button', { name: 'Add a filter' }).click();
  await page.getByLabel('Filter 2: part').selectOption('field');
  await page.getByLabel('Filter 2: name').fill('name.first');
  await page.getByLabel('Filter 2: comparison').selectOption('contains');
  await page.getByLabel('Filter 2: text').fill('plant');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('Everything was looked at.').waitFor();
  expect(await keys()).toEqual(expected);

  await page.getByLabel('Save this search as').fill('of the gardener');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto(`${consoleUrl}/topics/${topic}?tab=search`);
  await page.getByRole('link', { name: 'of the gardener' }).click();
  await page.getByText('Everything was looked at.').waitFor();
  expect(await keys()).toEqual(expected);
  await expectLooks(page, 'topic-search');
  await expectAccessible(page);

  await page.reload();
  await page.getByText('Everything was looked at.').waitFor();
  await page.getByRole('button', { name: 'Delete of the gardener' }).click();
  await page.reload();
  await page.getByText('Everything was looked at.').waitFor();
  expect(await page.getByRole('link', { name: 'of the gardener' }).count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a search is narrowed by partition, offsets and times, and goes on where a limit ended it', async () => {
  const { page } = await openView(
    browser,
    `/topics/${topic}?tab=search&order=oldest&partitions=1&from=10&to=20&matches=4`,
  );
  await page.getByText('The limit of what is found is reached.').waitFor();
  expect(await places(page)).toEqual(['1 · 10', '1 · 11', '1 · 12', '1 · 13']);
  await page.getByRole('link', { name: 'Search on from there' }).click();
  await place(page, 1, 14).waitFor();
  expect(await places(page)).toEqual(['1 · 14', '1 · 15', '1 · 16', '1 · 17']);

  const [from, to] = [2, 4].map((minutes) => new Date(beginMs + minutes * 60_000).toISOString());
  await page.goto(`${consoleUrl}/topics/${topic}?tab=search&order=newest&from=${from}&to=${to}`);
  await page.getByText('Everything was looked at.').waitFor();
  expect(await page.locator('.messages tbody td:nth-child(3)').allTextContents()).toEqual(['key-2', 'key-1']);
});

test('a search is cancelled', async () => {
  const { page } = await openView(browser, '/topics');
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  // So slow that what is found takes half a minute to arrive.
  const slow = { offline: false, latency: 0, downloadThroughput: 20_000, uploadThroughput: -1 };
  const fast = { ...slow, downloadThroughput: -1 };

  await page.getByRole('link', { name: topic }).click();
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await page.getByRole('button', { name: 'Filter 1: remove' }).click();
  await page.getByText('Limits').click();
  await page.getByLabel('Found, at most').fill('1000');
  await network.send('Network.emulateNetworkConditions', slow);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByText('Cancelled.').waitFor();
  await network.send('Network.emulateNetworkConditions', fast);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('The limit of what is found is reached.').waitFor();
});

test('what comes is shown as it comes, and only that which matches', async () => {
  const { page, errors } = await openView(browser, `/topics/${topic}?tab=tail&where=key+contains+wanted`);
  await page.getByText('0 came, 0 shown.').waitFor();

  await produce(topic, [
    { partition: 0, key: 'wanted-1', value: hostile },
    { partition: 1, key: 'other', value: 'not this' },
  ]);
  await page.locator('.messages').getByText('wanted-1').waitFor();
  await page.getByText('2 came, 1 shown.').waitFor();
  expect(await page.locator('.messages tbody tr').count()).toBe(1);

  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped').waitFor();
  expect(errors).toEqual([]);
});

test('more searches and tails than the console takes are refused with what to do, until one has gone', async () => {
  const opened: AbortController[] = [];
  const open = async () => {
    const abort = new AbortController();
    opened.push(abort);
    return fetch(`${consoleUrl}/api/topics/${topic}/tail`, { signal: abort.signal });
  };
  try {
    const answers = await Promise.all([open(), open(), open(), open(), open()]);
    const refused = answers.filter(({ status }) => status === 429);
    expect(await Promise.all(refused.map((answer) => answer.json()))).toEqual([
      { error: '4 searches and tails are under way, the most at once.', remedy: expect.stringContaining('Cancel one') },
    ]);
    for (const abort of opened.splice(0)) abort.abort();
    await eventually(async () => expect((await open()).status).toBe(200), 10_000);
  } finally {
    for (const abort of opened) abort.abort();
  }
});

test('schemas are shown with their versions, their rule and what a version changed', async () => {
  const subject = `${topic}-value`;
  const fields = [{ name: 'id', type: 'string' }];
  const more = [...fields, { name: 'age', type: ['null', 'int'], default: null }];
  await registerSchema(subject, { type: 'record', name: 'Person', fields });
  const id = await registerSchema(subject, { type: 'record', name: 'Person', fields: more });
  const value = Buffer.concat([confluentFrame(id), Buffer.from([6, ...Buffer.from('Ann'), 2, 60])]);
  await produce(topic, [{ partition: 2, key: 'with a schema', value }]);

  const { page, errors } = await openView(browser, `/topics/schemas?search=${subject}`);
  await page.getByRole('link', { name: subject }).click();
  await page.getByText('Version 2').waitFor();
  await page.locator('.diff-added', { hasText: '"name": "age"' }).waitFor();
  await expectLooks(page, 'topic-schemas');
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Version' }).selectOption('1');
  await page.getByRole('group', { name: 'Schema' }).getByText('"Person"').waitFor();

  await page.goto(`${consoleUrl}/topics/${topic}?partitions=2`);
  await page.locator('.messages').getByText('{"id":"Ann","age":30}').waitFor();
  expect(errors).toEqual([]);
});

test('what was compacted away, aborted or ends a transaction is passed over, and said not to be there', async () => {
  const read = async (query: string) => {
    const response = await fetch(`${consoleUrl}/api/topics/${withGaps}/messages?${query}`);
    const { messages } = (await response.json()) as { messages: { offset: number }[] };
    return messages.map(({ offset }) => offset);
  };
  expect(await read(`begin=10`)).toEqual([gaps.committed, 205, 206, gaps.last]);
  expect(await read('limit=4')).toEqual([gaps.last, 206, 205, gaps.committed]);

  const { page } = await openView(browser, `/topics/${withGaps}?partition=0&offset=50`);
  await page.getByText('There is no record at this offset.').waitFor();
  await page.getByRole('link', { name: 'The next one is at 203.' }).click();
  await page.getByRole('group', { name: 'Value' }).getByText('committed').waitFor();

  // Kafka's cleaner comes every 15 s; it leaves the last batch of a producer there, without its records.
  await eventually(
    async () => expect(await read('begin=oldest')).toEqual([gaps.committed, 205, 206, gaps.last]),
    60_000,
  );
  expect(await read('limit=10')).toEqual([gaps.last, 206, 205, gaps.committed]);
});
