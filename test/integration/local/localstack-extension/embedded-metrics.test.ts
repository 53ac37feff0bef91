import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { eventually } from '../../../support/eventually.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { createFunction, deleteFunctions, invoke } from './test-function.ts';

const cloudWatch = new CloudWatchClient(clientSettings());
const logs = new CloudWatchLogsClient(clientSettings());
const logGroupName = `embedded-metrics-${process.pid}`;

afterAll(async () => {
  await deleteFunctions();
  await logs.send(new DeleteLogGroupCommand({ logGroupName })).catch(() => undefined);
  for (const client of [cloudWatch, logs]) client.destroy();
});

/** Writes a line of the embedded metric format for each event that it gets, as Powertools does, and some that are none. */
const selling = `import { Console } from 'node:console';
  const own = new Console({ stdout: process.stdout, stderr: process.stderr });
  export const handler = async ({ namespace, sold, ms }) => {
    const metrics = [{ Name: 'Sold', Unit: 'Count' }, { Name: 'Time', Unit: 'Milliseconds' }];
    const directive = { Namespace: namespace, Dimensions: [['service'], ['service', 'shop']], Metrics: metrics };
    const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
    own.log(JSON.stringify({ _aws, service: 'till', shop: 'a=b', Sold: sold, Time: ms }));
    own.log('{"_aws": {"CloudWatchMetrics": [');
    own.log(JSON.stringify({ _aws: { CloudWatchMetrics: 'none' }, Sold: 1 }));
  };`;

async function statistics(Namespace: string, MetricName: string, Unit: 'Count' | 'Milliseconds') {
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      Dimensions: [{ Name: 'service', Value: 'till' }],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 3600,
      Statistics: ['Sum', 'SampleCount', 'Minimum', 'Maximum'],
      Unit,
    }),
  );
  return Datapoints[0];
}

test('metrics that a function writes into its log reach CloudWatch', async () => {
  const Namespace = `Shop-${process.pid}`;
  const name = await createFunction(selling);

  await invoke(name, { namespace: Namespace, sold: 3, ms: [1.5, 2.5] });
  const { functionError } = await invoke(name, { namespace: Namespace, sold: 4, ms: 8 });

  expect(functionError).toBeUndefined();
  await eventually(async () => {
    // Both sets of dimensions have the service: LocalStack gives them together.
    const sold = { Sum: 14, SampleCount: 4, Minimum: 3, Maximum: 4, Unit: 'Count' };
    expect(await statistics(Namespace, 'Sold', 'Count')).toMatchObject(sold);
    const time = { Sum: 24, SampleCount: 6, Minimum: 1.5, Maximum: 8, Unit: 'Milliseconds' };
    expect(await statistics(Namespace, 'Time', 'Milliseconds')).toMatchObject(time);
  }, 15_000);
  const { Metrics = [] } = await cloudWatch.send(new ListMetricsCommand({ Namespace, MetricName: 'Sold' }));
  const service = { Name: 'service', Value: 'till' };
  expect(Metrics.map(({ Dimensions }) => Dimensions)).toEqual(
    expect.arrayContaining([[service], [service, { Name: 'shop', Value: 'a=b' }]]),
  );
}, 60_000);

test('whoever writes them, and every event stays in the log', async () => {
  const Namespace = `Agent-${process.pid}`;
  const timestamp = Date.now();
  const directive = { Namespace, Dimensions: [['service']], Metrics: [{ Name: 'Sold', Unit: 'Count' }] };
  const messages = [
    JSON.stringify({ _aws: { Timestamp: timestamp, CloudWatchMetrics: [directive] }, service: 'till', Sold: 5 }),
    '{"_aws": {"CloudWatchMetrics": [',
    'no metric at all',
  ];
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }));

  const logEvents = messages.map((message) => ({ timestamp, message }));
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'one', logEvents }));

  await eventually(async () => {
    expect(await statistics(Namespace, 'Sold', 'Count')).toMatchObject({ Sum: 5, SampleCount: 1 });
  }, 15_000);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  expect(events.map(({ message }) => message)).toEqual(messages);
});
