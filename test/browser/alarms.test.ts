import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Browser, Page } from 'playwright-core';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { expectAccessible, expectLooks, launchBrowser, openView, startConsole } from '../support/console/browser.ts';
import { settings } from '../support/pipeline/deployed-pipeline.ts';

const cloudWatch = new CloudWatchClient(awsClientOptions(settings));
// It sorts first, so that it is the one that a test of the delivery proposes.
const hostile = '<script>alert(1)</script> & "é" ﷽';
const description = `<img src=x onerror=alert(1)> \u202e${'long '.repeat(150)}`;

/** An evaluation, and what it tells. */
const evaluated = { timeout: 60_000 };

let browser: Browser;

beforeAll(async () => {
  await startConsole(1000, '2026-09-18');
  browser = await launchBrowser();
}, 600_000);

afterAll(async () => {
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [hostile] }));
  cloudWatch.destroy();
  await browser?.close();
});

async function makeHostileAlarm(): Promise<void> {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: ['users-sink-lag'] }));
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: hostile, AlarmDescription: description, ActionsEnabled: true },
      ...{ AlarmActions: MetricAlarms?.[0]?.AlarmActions, OKActions: MetricAlarms?.[0]?.OKActions },
      ...{ Namespace: 'Hostile', MetricName: '<b>metric</b>', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', Threshold: 1, TreatMissingData: 'notBreaching' },
    }),
  );
}

function rowOf(page: Page, name: string) {
  return page.getByRole('table', { name: 'Alarms' }).getByRole('row', { name });
}

test('every alarm is shown with its state and what it tells', async () => {
  const { page, errors } = await openView(browser, '/alarms');

  await rowOf(page, 'users-sink-failures-not-empty').getByText('Mend the cause, then redrive them.').waitFor();
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  for (const { AlarmName = '' } of MetricAlarms) {
    expect(await page.getByRole('link', { name: AlarmName, exact: true }).count()).toBe(1);
  }
  await expectLooks(page, 'alarms');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('a test is sent after a question, reaches both inboxes, and is over by itself; all of it is text', async () => {
  await makeHostileAlarm();
  const { page, errors } = await openView(browser, '/alarms');
  await rowOf(page, 'script').locator('.badge', { hasText: 'OK' }).waitFor(evaluated);
  await expectLooks(page, 'alarms-hostile');

  await page.getByRole('button', { name: 'Send a test' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alarm').selectOption(hostile);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached' });

  const mails = page.locator('.message');
  await mails
    .filter({ hasText: `OK: "${hostile}"` })
    .first()
    .waitFor();
  const mail = mails.filter({ hasText: `ALARM: "${hostile}"` }).first();
  await mail.locator('summary').click();
  await mail.getByText('A test of the delivery, sent from the console.').first().waitFor();
  await page.getByRole('link', { name: /^Webhook/ }).click();
  const post = page.locator('.message', { hasText: '🔴' }).filter({ hasText: 'script' }).first();
  await post.locator('summary').click();
  await post.getByText('&lt;img src=x onerror=alert(1)&gt;').waitFor();

  await expectLooks(page, 'alarms-webhook');
  await expectAccessible(page);
  expect(await page.locator('img[src="x"], main script').count()).toBe(0);
  expect(errors).toEqual([]);
});

test('an alarm has an address of its own, with its history', async () => {
  await makeHostileAlarm();
  const { page, errors } = await openView(browser, `/alarms/${encodeURIComponent(hostile)}`);

  await page.getByRole('heading', { level: 1, name: hostile }).waitFor();
  await page.getByText('<b>metric</b>: sum of 1 min above 1').waitFor();
  await page.getByRole('table', { name: 'Changes of its state' }).getByText('No data').first().waitFor(evaluated);

  await expectLooks(page, 'alarm');
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('an alarm that is not there is told', async () => {
  const { page } = await openView(browser, '/alarms/no-such-alarm');

  await page.getByText('The alarm no-such-alarm is not there.').waitFor();
});
