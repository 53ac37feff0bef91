import { DescribeRuleCommand, EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import type { Browser, Page } from 'playwright-core';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { eventually } from '../support/eventually.ts';
import { query, settings } from '../support/pipeline/deployed-pipeline.ts';
import { forgetRunsSinceToday } from '../support/pipeline/forget-runs.ts';

const minutes = 60_000;
const events = new EventBridgeClient(awsClientOptions(settings));
const rule = 'users-daily';
let browser: Browser;
let restore: () => Promise<unknown>;

beforeAll(async () => {
  await startConsole(1000, '2026-09-15');
  const { ScheduleExpression, Description, State } = await events.send(new DescribeRuleCommand({ Name: rule }));
  restore = () => events.send(new PutRuleCommand({ Name: rule, Description, ScheduleExpression, State }));
  browser = await launchBrowser();
}, 10 * minutes);
afterAll(async () => {
  await restore();
  await browser?.close();
  events.destroy();
});

interface ScheduledRun {
  readonly runId: string;
  readonly date: string;
  readonly published: number;
}

/** Lets the pipeline's own rule fire each minute until a day was begun by it. */
async function runBySchedule(): Promise<ScheduledRun> {
  const now = await forgetRunsSinceToday(async (text, values) => ({ rows: await query(text, values) }));
  const everyMinute = { Name: rule, ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' as const };
  await events.send(new PutRuleCommand(everyMinute));
  const run = await eventually(async () => {
    const runs = await query(
      `SELECT run_id AS "runId", logical_date::text AS date, published FROM pipeline_runs
       WHERE trigger = 'schedule' AND state = 'succeeded' AND started_at >= $1`,
      [now],
    );
    expect(runs).not.toEqual([]);
    return runs[0];
  }, 4 * minutes);
  await restore();
  return run;
}

async function sumOf(page: Page, column: string): Promise<number> {
  const texts = await page
    .getByRole('table', { name: 'Batches' })
    .locator(`td[data-title="${column}"]`)
    .allInnerTexts();
  return texts.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0);
}

test(
  'a run that the rule begins is followed from the rule to the rows by one trace',
  async () => {
    const run = await runBySchedule();
    const { page, errors } = await openView(browser, `/runs?date=${run.date}`);
    const link = page.locator(`a[href="/runs/${run.runId}"]`);
    const row = page.getByRole('table', { name: 'Runs' }).getByRole('row').filter({ has: link });
    await row.locator('td[data-title="Trigger"]', { hasText: 'schedule' }).waitFor();
    await link.click();
    // Its lines come when the invocation has ended.
    await page.locator('.log-line', { hasText: 'run succeeded' }).waitFor({ timeout: minutes });
    const traces = page.locator('a[href^="/runs/trace/"]');
    expect(await traces.count()).toBe(1);
    const trace = (await traces.textContent()) ?? '';
    await traces.click();

    // The rule, and what it invoked.
    await page.getByText(`by EventBridge's rule ${rule}`).waitFor();
    await page.getByRole('link', { name: `Run ${run.runId}` }).waitFor();
    await page.locator('.log-line', { hasText: 'run succeeded' }).waitFor();
    // The topic and the batches have all of its records.
    const records = page.getByRole('table', { name: 'First records' });
    await records.getByText(run.runId).first().waitFor();
    await eventually(async () => {
      await page.reload();
      await page.getByRole('table', { name: 'Batches' }).waitFor({ timeout: 10_000 });
      expect([await sumOf(page, 'Records'), await sumOf(page, 'Failed')]).toEqual([run.published, 0]);
    }, minutes);
    // The rows.
    const rows = records.locator('td[data-title="Its rows"]');
    await rows.first().waitFor();
    await eventually(async () => expect(new Set(await rows.allTextContents())).toEqual(new Set(['✓Equal'])), minutes);
    await expectLooks(page, 'trace-of-schedule');
    await expectAccessible(page);
    await records.locator('td[data-title="User"] a').first().click();
    await page.locator('.user-verdict .badge', { hasText: /^.Equal$/ }).waitFor();
    const versions = page.getByRole('table', { name: 'Records' });
    await versions.getByRole('link', { name: trace }).first().waitFor();
    expect(errors).toEqual([]);
  },
  8 * minutes,
);
