import type { Browser, Page } from 'playwright-core';
import type { OverviewAnswer } from '../../local/console/overview/answers.ts';
import { countRows } from '../../local/deployment/count-rows.ts';
import {
  consoleUrl,
  expectAccessible,
  expectLooks,
  launchBrowser,
  openView,
  startConsole,
} from '../support/console/browser.ts';
import { eventually } from '../support/eventually.ts';
import { invokeFetch, settings } from '../support/pipeline/deployed-pipeline.ts';
import { setSinkEnabled } from '../support/pipeline/sink-mapping.ts';

const users = 300;
let browser: Browser;

beforeAll(async () => {
  await startConsole(1000, '2026-09-21');
  browser = await launchBrowser();
}, 600_000);
afterAll(async () => {
  await setSinkEnabled(true);
  await browser?.close();
});

async function publish(date: string): Promise<void> {
  const { failed } = await invokeFetch({ date, users, rerun: true });
  expect(failed).toBe(false);
}

async function overview(): Promise<OverviewAnswer> {
  const answer = await fetch(`${consoleUrl}/api/overview`);
  return (await answer.json()) as OverviewAnswer;
}

/** What is found on the way from the topic to the stores: other tests leave neither records nor rows behind. */
async function findingsOnTheWay() {
  const places: readonly string[] = ['topic', 'mapping', 'sink', 'cassandra', 'postgres'];
  return (await overview()).findings.filter(({ about }) => about.some((place) => places.includes(place)));
}

const node = (page: Page, name: string) => page.locator('.flow-node', { hasText: name });

test('records are seen as they flow, and counted as the stores have them', async () => {
  const openedMs = Date.now();
  const { page, errors } = await openView(browser, '/');
  await node(page, 'users_created').waitFor();
  // The poller has just started, and what it has stored before its first count is in no rate.
  await eventually(async () => {
    const { rates, sample } = await overview();
    expect(Date.parse(sample?.at ?? '')).toBeGreaterThan(openedMs);
    expect(rates.stored).not.toBeNull();
  }, 30_000);

  // It may be over before the run has ended.
  let run = 'under way';
  const publishing = publish('2026-09-22').then(() => {
    run = 'published';
  });
  const moving = eventually(async () => {
    const isMoving = await page.locator('.flow-stores.is-moving').isVisible();
    const { rates, sample, findings } = await overview();
    // All that tells whether nothing flowed, or the page does not show it.
    const seen = { isMoving, errors, run, rates, lag: sample?.lag, sink: sample?.sink, findings };
    expect(seen).toMatchObject({ isMoving: true, errors: [] });
  }, 60_000);
  await Promise.all([publishing, moving]);

  const stored = await eventually(async () => {
    const { sample } = await overview();
    expect(sample?.lag).toBe(0);
    expect(sample?.rows.cassandra?.committed).toBe(sample?.published);
    expect(sample?.rows.postgres?.committed).toBe(sample?.published);
    return countRows(settings);
    // Counting takes less than a tenth of the console's time: with many rows it is some time to the next count.
  }, 120_000);
  for (const [name, rows] of [
    ['Cassandra', stored.cassandra],
    ['PostgreSQL', stored.postgres],
  ] as const) {
    await node(page, name).getByText(rows.toLocaleString('en'), { exact: true }).waitFor();
  }
  await node(page, 'users-fetch').getByText('2026-09-22').waitFor();
  expect(errors).toEqual([]);
}, 240_000);

test('the headline says that the pipeline is healthy, or the worst that is not', async () => {
  const { page, errors } = await openView(browser, '/');

  const worst = await eventually(async () => {
    expect(await findingsOnTheWay()).toEqual([]);
    return (await overview()).findings.find(({ severity }) => severity !== 'note');
  }, 30_000);

  await page.getByRole('heading', { level: 1, name: worst?.title ?? 'Healthy' }).waitFor();
  await expectLooks(page, 'overview');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('a mapping that is paused is a finding, with the records that wait, until it is resumed', async () => {
  const { page } = await openView(browser, '/');
  const health = page.getByRole('region', { name: 'Health' });

  await setSinkEnabled(false);
  await health.getByText("The sink's mapping is paused").waitFor();
  await node(page, 'Mapping').getByText('Paused').waitFor();
  await publish('2026-09-23');
  await health.getByText(`The sink's mapping is paused: ${users} records wait.`).waitFor();
  await expectLooks(page, 'overview-paused');
  await expectAccessible(page);

  await setSinkEnabled(true);
  await health.getByText("The sink's mapping is paused").waitFor({ state: 'detached' });
  await eventually(async () => expect(await findingsOnTheWay()).toEqual([]), 30_000);
});

test('each node leads to its view', async () => {
  const { page } = await openView(browser, '/');

  for (const [name, path] of [
    ['users-daily', '/runs'],
    ['users_created', '/topics/users_created'],
    ['Mapping', '/mappings'],
    ['Dead letters', '/dead-letters'],
    ['Cassandra', '/users'],
  ] as const) {
    await node(page, name).click();
    await page.waitForURL(`${consoleUrl}${path}`);
    await page.goBack();
  }
});

test('whoever wants no motion sees none', async () => {
  const { page } = await openView(browser, '/', { reducedMotion: 'reduce' });
  await page.locator('.flow').waitFor();

  expect(await page.evaluate('document.getAnimations().length')).toBe(0);
});
