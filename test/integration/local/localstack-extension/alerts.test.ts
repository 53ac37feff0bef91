import { randomUUID } from 'node:crypto';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';

const settings = clientSettings();
const cloudWatch = new CloudWatchClient(settings);
const sns = new SNSClient(settings);
const Namespace = `alerts-test-${randomUUID()}`;
const AlarmNames: string[] = [];
const topics: string[] = [];
const soonMs = 40_000;

afterAll(async () => {
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames }));
  for (const TopicArn of topics) await sns.send(new DeleteTopicCommand({ TopicArn }));
  for (const client of [cloudWatch, sns]) client.destroy();
});

/** An alarm on a metric of its own name. */
async function makeAlarm(changes: Partial<PutMetricAlarmCommandInput>): Promise<string> {
  const AlarmName = `alarm-${randomUUID()}`;
  AlarmNames.push(AlarmName);
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName, Namespace, MetricName: AlarmName, Period: 60, EvaluationPeriods: 1, Threshold: 1 },
      ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' },
      ...changes,
    }),
  );
  return AlarmName;
}

function measure(MetricName: string, Value: number) {
  return cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Value }] }));
}

async function alarmOf(name: string) {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0];
}

function awaitState(name: string, StateValue: string) {
  return eventually(async () => expect(await alarmOf(name)).toMatchObject({ StateValue }), soonMs);
}

test.each([
  ['a minute', { Statistic: 'Minimum' as const }],
  [
    'three periods of five minutes',
    { Statistic: 'Minimum' as const, Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: 1 },
  ],
])('an alarm of %s fires, and is over, soon after the newest value says so', async (_, changes) => {
  const name = await makeAlarm(changes);
  await awaitState(name, 'OK');

  await measure(name, 5);
  await awaitState(name, 'ALARM');
  expect((await alarmOf(name))?.StateReason).toBe(
    'Threshold Crossed: the data points are [5.0], the threshold is 1.0.',
  );

  await measure(name, 0);
  await awaitState(name, 'OK');
});

test('an alarm of missing runs is over with the first one', async () => {
  const hours = { Statistic: 'Sum' as const, Period: 3600, EvaluationPeriods: 26 };
  const missing = { ComparisonOperator: 'LessThanThreshold' as const, TreatMissingData: 'breaching' };
  const name = await makeAlarm({ ...hours, ...missing });
  await awaitState(name, 'ALARM');

  await measure(name, 1);

  await awaitState(name, 'OK');
});

test('an alarm on a percentile is evaluated', async () => {
  const name = await makeAlarm({ ExtendedStatistic: 'p99', Threshold: 100 });
  await awaitState(name, 'OK');

  await measure(name, 3);
  await measure(name, 200);

  await awaitState(name, 'ALARM');
});

test('a change of state is written down at its time', async () => {
  const name = await makeAlarm({ Statistic: 'Sum' });
  await awaitState(name, 'OK');
  const before = Date.now();

  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'a test' }));

  const { AlarmHistoryItems = [] } = await cloudWatch.send(new DescribeAlarmHistoryCommand({ AlarmName: name }));
  const fired = AlarmHistoryItems.find(({ HistorySummary }) => HistorySummary === 'Alarm updated from OK to ALARM');
  expect(Number(fired?.Timestamp)).toBeGreaterThanOrEqual(before - 1000);
  expect(Number((await alarmOf(name))?.StateUpdatedTimestamp)).toBeGreaterThanOrEqual(before - 1000);
});

interface Mail {
  readonly Subject: string;
  readonly Body: { readonly text_part: string };
}

/** A topic that mails an address of its own, and what came there. */
async function mailingTopic(protocol: 'email' | 'email-json' = 'email') {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `alerts-test-${randomUUID()}` }));
  topics.push(TopicArn);
  const address = `${randomUUID()}@example.com`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: protocol, Endpoint: address }));
  const mails = async () => {
    const { endpoint } = settings as { endpoint: string };
    const response = await fetch(`${endpoint}/_aws/ses`);
    if (!response.ok) return [];
    const { messages } = (await response.json()) as {
      messages: readonly (Mail & { readonly Destination: { readonly ToAddresses: readonly string[] } })[];
    };
    return messages.filter(({ Destination }) => Destination.ToAddresses.includes(address));
  };
  return { TopicArn, mails };
}

async function firstOf(mails: () => Promise<readonly Mail[]>): Promise<Mail> {
  return eventually(async () => {
    const [mail] = await mails();
    expect(mail).toBeDefined();
    return mail as Mail;
  }, soonMs);
}

test("an alarm's e-mail has its subject, and the text that CloudWatch writes", async () => {
  const { TopicArn, mails } = await mailingTopic();
  const name = await makeAlarm({ Statistic: 'Sum', AlarmDescription: 'Mend it.', AlarmActions: [TopicArn] });
  await awaitState(name, 'OK');

  await measure(name, 7);

  const { Subject, Body } = await firstOf(mails);
  expect(Subject).toBe(`ALARM: "${name}" in us-east-1`);
  expect(Body.text_part).toContain(
    'has entered the ALARM state, because "Threshold Crossed: the data points are [7.0]',
  );
  expect(Body.text_part).toContain('- Description: Mend it.\n- State Change: OK -> ALARM\n');
  expect(Body.text_part).toContain('greater than or equal to 1.0 for 1 period(s) of 60 seconds.');
});

test('what somebody publishes is mailed as it is, under its subject or the one of SNS', async () => {
  const { TopicArn, mails } = await mailingTopic();

  await sns.send(new PublishCommand({ TopicArn, Message: '{"AlarmName": "no alarm"}' }));

  await expect(firstOf(mails)).resolves.toMatchObject({
    Subject: 'AWS Notification Message',
    Body: { text_part: '{"AlarmName": "no alarm"}' },
  });
});

test('programs get JSON by e-mail', async () => {
  const { TopicArn, mails } = await mailingTopic('email-json');

  await sns.send(new PublishCommand({ TopicArn, Subject: 'By hand', Message: 'Hello' }));

  const { Subject, Body } = await firstOf(mails);
  expect(Subject).toBe('By hand');
  expect(JSON.parse(Body.text_part)).toMatchObject({ TopicArn, Subject: 'By hand', Message: 'Hello' });
});

test('the last hundred mails are kept', async () => {
  const { TopicArn, mails } = await mailingTopic();
  const entries = Array.from({ length: 110 }, (_, index) => ({ Id: String(index), Message: `number ${index}` }));

  for (let start = 0; start < entries.length; start += 10) {
    const PublishBatchRequestEntries = entries.slice(start, start + 10);
    await sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
  }
  await sns.send(new PublishCommand({ TopicArn, Subject: 'last', Message: 'last' }));

  await eventually(async () => {
    const kept = await mails();
    expect(kept).toHaveLength(100);
    expect(kept.map(({ Subject }) => Subject)).toContain('last');
  }, soonMs);
});
