import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { SharedPoller } from '../../../support/event-source-mapping/shared-poller.ts';
import { numbered } from '../../../support/event-source-mapping/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';

const shared = SharedPoller.forThisFile();
const cloudWatch = new CloudWatchClient(clientSettings());

async function sumOf(metric: string, uuid: string): Promise<number> {
  const { Datapoints } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: metric,
      Dimensions: [{ Name: 'EventSourceMappingUUID', Value: uuid }],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return (Datapoints ?? []).reduce((sum, { Sum }) => sum + (Sum ?? 0), 0);
}

test('what was polled, sent and dropped is in CloudWatch, and at /metrics', async () => {
  const { uuid, topic, status } = await shared.map({
    messages: numbered(3),
    reply: () => ({ error: 'always' }),
    MaximumRetryAttempts: 1,
    MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
  });

  await eventually(async () => expect(await status()).toMatchObject({ counts: { dropped: 3 } }), 20_000);
  const page = await shared.process.page('/metrics');
  await shared.process.stop();

  expect(page).toMatch(
    new RegExp(`dropped_records_total\\{uuid="${uuid}",function="${shared.recorded.name}",topic="${topic}"\\} 3`),
  );
  await eventually(async () => expect(await sumOf('DroppedEventCount', uuid)).toBe(3), 10_000);
  expect(await sumOf('PolledEventCount', uuid)).toBe(3);
  expect(await sumOf('InvokedEventCount', uuid)).toBe(6);
  expect(await sumOf('FailedInvokeEventCount', uuid)).toBe(6);
  expect(await sumOf('InvokeErrorCount', uuid)).toBe(2);
});
