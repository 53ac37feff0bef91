import { metricData } from '../../../../../local/event-source-mapping/metrics/metric-data.ts';
import { counts, meteredMapping } from './metered-mapping.ts';

const time = new Date(0);
const ofMapping = { Name: 'EventSourceMappingUUID', Value: 'uuid-1' };

function values(...[mapping, before]: [Parameters<typeof metricData>[0], Parameters<typeof metricData>[1]?]) {
  return Object.fromEntries(metricData(mapping, before, time).map(({ MetricName, Value }) => [MetricName, Value]));
}

test('the offset lag is told of every mapping, for itself and for its function', () => {
  const data = metricData(meteredMapping(), undefined, time);

  const lag = { MetricName: 'OffsetLag', Value: 7, Unit: 'Count', Timestamp: time };
  expect(data).toEqual([
    { ...lag, Dimensions: [ofMapping] },
    { ...lag, Dimensions: [{ Name: 'FunctionName', Value: 'orders' }] },
  ]);
});

test('a lag that is not known is not told', () => {
  expect(
    metricData(meteredMapping({ lag: null, maxLag: null, metricGroups: ['KafkaMetrics'] }), undefined, time),
  ).toEqual([]);
});

test('events and errors are counted for the period, in the groups that are asked for', () => {
  const before = counts({ polled: 10, invoked: 4, pollingErrors: 1 });
  const now = counts({
    polled: 15,
    filteredOut: 1,
    invoked: 8,
    failedInvoke: 2,
    dropped: 3,
    sentToDestination: 5,
    committed: 6,
    pollingErrors: 2,
    failedInvocations: 9,
    destinationErrors: 10,
    schemaRegistryErrors: 11,
    commitErrors: 12,
  });

  const events = values(meteredMapping({ counts: now, metricGroups: ['EventCount'] }), before);
  const errors = values(meteredMapping({ counts: now, metricGroups: ['ErrorCount'] }), before);

  expect(events).toEqual({
    OffsetLag: 7,
    PolledEventCount: 5,
    FilteredOutEventCount: 1,
    InvokedEventCount: 4,
    FailedInvokeEventCount: 2,
    DroppedEventCount: 3,
    OnFailureDestinationDeliveredEventCount: 5,
    CommittedEventCount: 6,
  });
  expect(errors).toEqual({
    OffsetLag: 7,
    PollingErrorCount: 1,
    InvokeErrorCount: 9,
    OnFailureDestinationDeliveryErrorCount: 10,
    SchemaRegistryErrorCount: 11,
    CommitErrorCount: 12,
  });
});

test('a period without records counts zero', () => {
  expect(values(meteredMapping({ metricGroups: ['EventCount'] }))).toMatchObject({ PolledEventCount: 0 });
});

test('the lag of the whole topic and of the worst partition come with the Kafka metrics', () => {
  expect(values(meteredMapping({ metricGroups: ['KafkaMetrics'] }))).toEqual({
    OffsetLag: 7,
    MaxOffsetLag: 4,
    SumOffsetLag: 7,
  });
});

test('provisioned pollers are told with their throughput', () => {
  const mapping = meteredMapping({ provisioned: true, counts: counts({ polledBytes: 900 }) });

  const data = metricData(mapping, counts({ polledBytes: 400 }), time);

  const value = { Dimensions: [ofMapping], Timestamp: time };
  expect(data.slice(2)).toEqual([
    { ...value, MetricName: 'ProvisionedPollers', Value: 2, Unit: 'Count' },
    { ...value, MetricName: 'EventPollerUnit', Value: 2, Unit: 'Count' },
    { ...value, MetricName: 'EventPollerThroughputInBytes', Value: 500, Unit: 'Bytes' },
  ]);
});
