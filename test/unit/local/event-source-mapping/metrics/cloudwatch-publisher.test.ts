import type { CloudWatchClient, PutMetricDataCommand, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { jest } from '@jest/globals';
import { CloudWatchPublisher } from '../../../../../local/event-source-mapping/metrics/cloudwatch-publisher.ts';
import type { MeteredMapping } from '../../../../../local/event-source-mapping/metrics/metered-mapping.ts';
import { counts, meteredMapping } from './metered-mapping.ts';

/** A publisher of mappings that the test changes, with what CloudWatch was told and what was logged. */
function publishing(mappings: MeteredMapping[]) {
  const told: PutMetricDataCommandInput[] = [];
  const log: string[] = [];
  const cloudWatch = { take: async (): Promise<unknown> => undefined };
  const client = {
    send: ({ input }: PutMetricDataCommand) => {
      told.push(input);
      return cloudWatch.take();
    },
  };
  const publisher = new CloudWatchPublisher(
    client as unknown as CloudWatchClient,
    () => mappings,
    (line) => log.push(line),
  );
  const polled = () =>
    told.map(({ MetricData }) => MetricData?.find(({ MetricName }) => MetricName === 'PolledEventCount')?.Value);
  return { publisher, told, log, cloudWatch, polled };
}

function polledMapping(polled: number, some: Partial<MeteredMapping> = {}): MeteredMapping {
  return meteredMapping({ lag: null, maxLag: null, metricGroups: ['EventCount'], counts: counts({ polled }), ...some });
}

async function refuse(): Promise<never> {
  throw new Error('throttled');
}

afterEach(() => {
  jest.useRealTimers();
});

test('tells of each mapping what happened since the last time', async () => {
  const mappings = [polledMapping(5), polledMapping(50, { uuid: 'uuid-2' })];
  const { publisher, told, polled } = publishing(mappings);

  await publisher.publish();
  mappings[0] = polledMapping(7);
  await publisher.publish();

  expect(told[0]?.Namespace).toBe('AWS/Lambda');
  expect(told[0]?.MetricData).toHaveLength(14);
  expect(told[0]?.MetricData?.[0]?.Timestamp).toBeInstanceOf(Date);
  expect(polled()).toEqual([5, 2]);
});

test('without mappings nothing is told', async () => {
  const { publisher, told } = publishing([]);

  await publisher.publish();

  expect(told).toEqual([]);
});

test('what CloudWatch does not take is told with the next period, and the problem said once', async () => {
  const mappings = [polledMapping(5)];
  const { publisher, log, cloudWatch, polled } = publishing(mappings);

  cloudWatch.take = refuse;
  await publisher.publish();
  await publisher.publish();
  cloudWatch.take = async () => undefined;
  mappings[0] = polledMapping(7);
  await publisher.publish();
  cloudWatch.take = refuse;
  await publisher.publish();

  expect(polled()).toEqual([5, 5, 7, 0]);
  const problem = 'CloudWatch does not take metrics, trying on: throttled';
  expect(log).toEqual([problem, problem]);
});

test('a request holds a thousand values at most', async () => {
  const { publisher, told } = publishing(
    Array.from({ length: 150 }, (_, index) => polledMapping(0, { uuid: `uuid-${index}` })),
  );

  await publisher.publish();

  expect(told.map(({ MetricData }) => MetricData?.length)).toEqual([1000, 50]);
  expect(new Set(told.flatMap(({ MetricData }) => MetricData)).size).toBe(1050);
});

test('tells at intervals, one period at a time, and of the last one at the end', async () => {
  jest.useFakeTimers();
  const { publisher, told, cloudWatch } = publishing([polledMapping(5)]);
  const slow = Promise.withResolvers<unknown>();
  cloudWatch.take = () => slow.promise;

  publisher.start(1000);
  const before = told.length;
  await jest.advanceTimersByTimeAsync(2500);
  const together = told.length;
  slow.resolve(undefined);
  await jest.advanceTimersByTimeAsync(1000);
  const next = told.length;
  await publisher.stop();

  expect([before, together, next]).toEqual([0, 1, 2]);
  expect(told).toHaveLength(3);
  expect(jest.getTimerCount()).toBe(0);
});

test('the end waits for the period that is being told', async () => {
  jest.useFakeTimers();
  const { publisher, told, cloudWatch } = publishing([polledMapping(5)]);
  const slow = Promise.withResolvers<unknown>();
  cloudWatch.take = () => slow.promise;
  publisher.start(1000);
  await jest.advanceTimersByTimeAsync(1000);

  const stopped = publisher.stop();
  await jest.advanceTimersByTimeAsync(1000);
  const meanwhile = told.length;
  slow.resolve(undefined);
  await stopped;

  expect(meanwhile).toBe(1);
  expect(told).toHaveLength(2);
});
