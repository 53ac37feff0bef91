import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { eventually } from '../../../support/eventually.ts';
import {
  cleanUp,
  clientSettings,
  createMapping,
  createTopic,
  deployFunction,
  numbered,
  produce,
  startPoller,
} from './poller-fixture.ts';

const cloudWatch = new CloudWatchClient(clientSettings);

afterEach(cleanUp);

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

test('what was polled, filtered out, sent and dropped is in CloudWatch, and at /metrics', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, {
    MaximumRetryAttempts: 1,
    MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
  });
  recorded.reply = () => ({ error: 'always' });
  await produce(topic, numbered(3));

  const poller = await startPoller(uuid);
  await eventually(async () => expect(await poller.status()).toMatchObject({ counts: { dropped: 3 } }), 20_000);
  const page = await poller.page('/metrics');
  await poller.stop();

  expect(page).toMatch(
    new RegExp(`dropped_records_total\\{uuid="${uuid}",function="${recorded.name}",topic="${topic}"\\} 3`),
  );
  await eventually(async () => expect(await sumOf('DroppedEventCount', uuid)).toBe(3), 10_000);
  expect(await sumOf('PolledEventCount', uuid)).toBe(3);
  expect(await sumOf('InvokedEventCount', uuid)).toBe(6);
  expect(await sumOf('FailedInvokeEventCount', uuid)).toBe(6);
  expect(await sumOf('InvokeErrorCount', uuid)).toBe(2);
});
