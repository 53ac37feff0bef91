import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Browser, Page } from 'playwright-core';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { eventually } from '../support/eventually.ts';
import { invokeFetch, query, settings } from '../support/pipeline/deployed-pipeline.ts';
import { fetchingFrom, testApi } from '../support/pipeline/fetching-from.ts';

let browser: Browser;
const events = new EventBridgeClient(awsClientOptions(settings));
/** For a run with its stores, also where the functions are started anew. */
const doneMs = 60_000;

beforeAll(async () => {
  await startConsole(1000, '2026-09-19');
  await forget();
  browser = await launchBrowser();
}, 600_000);
// A page that is left open goes on asking.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await forget();
  events.destroy();
});

/** Of the days that are these tests' own. */
async function forget(): Promise<void> {
  for (const table of ['pipeline_run_pages', 'pipeline_runs']) {
    await query(`DELETE FROM ${table} WHERE logical_date BETWEEN '2026-06-01' AND '2026-06-30'`, []);
  }
}

async function statesOf(date: string): Promise<string[]> {
  const text = `SELECT state FROM pipeline_runs WHERE logical_date = $1 ORDER BY attempt`;
  return (await query(text, [date])).map(({ state }) => state);
}

/** Waits until the job that was begun last has ended so. */
async function jobEnds(page: Page, title: string, state: 'done' | 'failed') {
  const job = page.locator('.job', { hasText: title });
  await job.locator('.badge', { hasText: state }).waitFor({ timeout: doneMs });
  return job;
}

async function run(page: Page, date: string, users: number): Promise<void> {
  await page.getByRole('button', { name: 'Run now' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Date').fill(date);
  await dialog.getByLabel('Users').fill(String(users));
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test(
  'a day is run, and followed from its trace to the batches that stored it',
  async () => {
    const { page, errors } = await openView(browser, '/runs');
    await run(page, '2026-06-01', 20);
    // Whoever comes back finds it again.
    await page.reload();
    const job = await jobEnds(page, 'Run of 2026-06-01', 'done');

    await job.getByRole('link', { name: 'run 2026-06-01.1' }).click();
    await page.getByRole('heading', { name: '2026-06-01.1' }).first().waitFor();
    await page.getByText('20 asked = 20 fetched; 20 fetched = 20 published + 0 rejected').waitFor();
    await page.getByText(/^20 published = (20|\?) stored \+ (0|\?) in the dead letters \+ 0 under way$/).waitFor();
    await page.locator('.log-line', { hasText: 'run succeeded' }).waitFor();
    await page.getByRole('table', { name: 'Pages' }).getByText('20').first().waitFor();
    await expectLooks(page, 'run');
    await expectAccessible(page);

    await page.locator('a[href^="/runs/trace/"]').click();
    await page.getByRole('heading', { name: 'Trace' }).waitFor();
    await page.getByRole('link', { name: 'Run 2026-06-01.1' }).waitFor();
    await page.getByRole('table', { name: 'First records' }).getByText('2026-06-01.1').first().waitFor();
    const batches = page.getByRole('table', { name: 'Batches' });
    await batches.getByText('users_created-').first().waitFor();
    const sumOf = async (column: string) => {
      const texts = await batches.locator(`td[data-title="${column}"]`).allInnerTexts();
      return texts.reduce((sum, text) => sum + Number(text), 0);
    };
    expect([await sumOf('Records'), await sumOf('Failed'), await sumOf('Dead letters')]).toEqual([20, 0, 0]);
    await expectLooks(page, 'trace');
    await expectAccessible(page);
    expect(errors).toEqual([]);
  },
  2 * doneMs,
);

test(
  'a day that is done is left alone by a run, and done once more by a rerun',
  async () => {
    await invokeFetch({ date: '2026-06-02', users: 10 });
    const { page } = await openView(browser, '/runs?date=2026-06-02');

    await run(page, '2026-06-02', 10);
    const job = await jobEnds(page, 'Run of 2026-06-02', 'done');
    await job.getByText('The day was done already by run 2026-06-02.1').waitFor();

    await page.getByRole('button', { name: 'Rerun 2026-06-02' }).click();
    await page.getByRole('dialog').getByText('All 10 users of 2026-06-02').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Rerun' }).click();
    await jobEnds(page, 'Rerun of 2026-06-02', 'done');

    expect(await statesOf('2026-06-02')).toEqual(['succeeded', 'succeeded']);
    await page.getByRole('link', { name: 'run 2026-06-02.2' }).waitFor();
  },
  2 * doneMs,
);

test(
  'a backfill shows its days before it does them',
  async () => {
    await invokeFetch({ date: '2026-06-11', users: 10 });
    const { page } = await openView(browser, '/runs');
    await page.getByRole('button', { name: 'Backfill' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From').fill('2026-06-10');
    await dialog.getByLabel('To, included').fill('2026-06-13');
    await dialog.getByLabel('Users').fill('10');
    expect(await dialog.getByRole('button', { name: 'Do them' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Show the days' }).click();

    await dialog.getByText('3 days would be done.').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(['2026-06-10', '2026-06-12', '2026-06-13']);
    await dialog.getByText('1 day is left alone').waitFor();
    expect(await statesOf('2026-06-10')).toEqual([]);
    await expectLooks(page, 'backfill');
    await expectAccessible(page);

    await dialog.getByRole('button', { name: 'Do 3 days' }).click();
    const job = await jobEnds(page, 'Backfill of 3 days from 2026-06-10 to 2026-06-13', 'done');
    await job.getByText('What it did').click();
    await job.getByText('2026-06-13 (3 of 3): succeeded, 10 records published').waitFor();
    await job.getByRole('link', { name: '3 runs from 2026-06-10 to 2026-06-13' }).click();

    const dates = page.getByRole('table', { name: 'Runs' }).locator('td[data-title="Date"]');
    await dates.nth(3).waitFor();
    expect(await dates.allInnerTexts()).toEqual(['2026-06-13', '2026-06-12', '2026-06-11', '2026-06-10']);
  },
  2 * doneMs,
);

test(
  'a run that fails shows why, with its log, and is gone on with',
  async () => {
    await using api = await testApi();
    api.refuse = (seed) => (seed === 'users-2026-06-20' ? 404 : undefined);
    const restore = await fetchingFrom(api.url);
    const { page } = await openView(browser, '/runs');
    try {
      await run(page, '2026-06-20', 10);
      const job = await jobEnds(page, 'Run of 2026-06-20', 'failed');
      await job.getByText('users-fetch failed: ApiError').waitFor();
    } finally {
      await restore();
    }

    await page.goto(`${new URL(page.url()).origin}/runs/2026-06-20.1`);
    await page.locator('.run-error', { hasText: 'ApiError' }).waitFor();
    await page.locator('.log-line', { hasText: 'run begun' }).waitFor();
    await page.locator('.log-line-bad', { hasText: 'ApiError' }).waitFor();
    await page.getByText('10 asked = 0 fetched + 10 left').waitFor();
    await expectLooks(page, 'run-failed');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await jobEnds(page, 'Run of 2026-06-20', 'done');
    await page.getByRole('table', { name: 'Attempts' }).locator('tr', { hasText: 'succeeded' }).waitFor();
    expect(await statesOf('2026-06-20')).toEqual(['failed', 'succeeded']);
  },
  3 * doneMs,
);

test('a run whose function was killed says so', async () => {
  await query(
    `INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked, error, lease_until)
     VALUES ('2026-06-21.1', '2026-06-21', 1, 'schedule', 'running', 10, NULL, now() - interval '1 minute')`,
    [],
  );
  const { page } = await openView(browser, '/runs?date=2026-06-21');

  await page.getByRole('table', { name: 'Runs' }).locator('.badge', { hasText: 'killed' }).waitFor();
  await page.getByRole('link', { name: '2026-06-21', exact: true }).click();

  await page.getByText('No sign of life since its lease ended').waitFor();
  await page.getByText('There is no line.').waitFor();
});

test('the schedule is disabled and enabled', async () => {
  const state = async () => (await events.send(new DescribeRuleCommand({ Name: 'users-daily' }))).State;
  const { page } = await openView(browser, '/runs');
  const panel = page.getByRole('region', { name: 'Schedule' });
  const press = async (verb: string) => {
    await panel.getByRole('button', { name: verb }).click();
    await page.getByRole('dialog').getByRole('button', { name: verb }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await panel.getByText('every day at').waitFor();
  // Tests of other views may have left it off.
  const verbs =
    (await panel.getByRole('button').textContent()) === 'Disable …' ? ['Disable', 'Enable'] : ['Enable', 'Disable'];

  for (const verb of verbs) {
    await press(verb);
    await panel.locator('.badge', { hasText: verb === 'Enable' ? 'Schedule on' : 'Schedule off' }).waitFor();
    await eventually(async () => expect(await state()).toBe(verb === 'Enable' ? 'ENABLED' : 'DISABLED'), 10_000);
  }
});

test('the calendar shows each day of the year, goes by arrows, and leads to the runs of a day', async () => {
  await query(
    `INSERT INTO pipeline_runs (run_id, logical_date, attempt, trigger, state, asked, error, ended_at) VALUES
       ('2026-06-23.1', '2026-06-23', 1, 'manual', 'failed', 10, 'ApiError: it is away', now()),
       ('2026-06-24.1', '2026-06-24', 1, 'manual', 'failed', 10, 'ApiError: it is away', now()),
       ('2026-06-24.2', '2026-06-24', 2, 'manual', 'degraded', 10, NULL, now())`,
    [],
  );
  const { page, errors } = await openView(browser, '/runs?date=2026-06-23');
  const calendar = page.getByRole('grid');
  const day = (label: string) => calendar.locator(`a[aria-label="${label}"]`);
  await day('2026-06-24: degraded, 2 runs').waitFor();
  expect(await calendar.locator('a').count()).toBe(366);
  expect(await calendar.locator('a[tabindex="0"]').count()).toBe(1);

  await day('2026-06-23: failed, 1 run').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await page.waitForURL('**/runs?date=2026-06-24');
  const states = page.getByRole('table', { name: 'Runs' }).locator('td[data-title="State"]');
  await states.filter({ hasText: 'degraded' }).waitFor();
  expect(await states.count()).toBe(2);

  await page.getByLabel('State').selectOption('failed');
  await page.waitForURL('**/runs?date=2026-06-24&state=failed');
  await page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: '2026-06-24' }).waitFor();
  await states.filter({ hasText: 'degraded' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'All runs' }).click();
  await page.waitForURL('**/runs');

  await expectLooks(page, 'runs');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});
