import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Counts } from '../counts.ts';
import { functionName } from '../function-name.ts';
import type { MeteredMapping } from './metered-mapping.ts';

type CountName = keyof Counts;

/** AWS's metrics of a mapping that are counted, by the group of MetricsConfig that asks for them. */
const countedMetrics: Readonly<Record<string, Readonly<Record<string, CountName>>>> = {
  EventCount: {
    PolledEventCount: 'polled',
    FilteredOutEventCount: 'filteredOut',
    InvokedEventCount: 'invoked',
    FailedInvokeEventCount: 'failedInvoke',
    DroppedEventCount: 'dropped',
    OnFailureDestinationDeliveredEventCount: 'sentToDestination',
    CommittedEventCount: 'committed',
  },
  ErrorCount: {
    PollingErrorCount: 'pollingErrors',
    InvokeErrorCount: 'failedInvocations',
    OnFailureDestinationDeliveryErrorCount: 'destinationErrors',
    SchemaRegistryErrorCount: 'schemaRegistryErrors',
    CommitErrorCount: 'commitErrors',
  },
};

/** One of AWS's metrics with its value for a period or a moment. */
interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit: MetricDatum['Unit'];
}

/**
 * What a mapping tells CloudWatch of a period, under AWS's names: the offset lag always, the rest as its MetricsConfig
 * asks. Counts are of the period alone, and a period without records has the count 0.
 */
export function metricData(mapping: MeteredMapping, before: Counts | undefined, time: Date): MetricDatum[] {
  const ofMapping = [{ Name: 'EventSourceMappingUUID', Value: mapping.uuid }];
  const ofFunction = [{ Name: 'FunctionName', Value: functionName(mapping.functionArn) }];
  const datum = ({ name, value, unit }: Metric, Dimensions: MetricDatum['Dimensions']): MetricDatum => ({
    MetricName: name,
    Value: value,
    Unit: unit,
    Timestamp: time,
    Dimensions,
  });
  const optional = [...countMetrics(mapping, before), ...lagMetrics(mapping), ...pollerMetrics(mapping, before)];
  return [
    ...(mapping.lag === null
      ? []
      : [ofMapping, ofFunction].map((one) => datum(count('OffsetLag', mapping.lag ?? 0), one))),
    ...optional.map((one) => datum(one, ofMapping)),
  ];
}

function countMetrics({ metricGroups, counts }: MeteredMapping, before: Counts | undefined): Metric[] {
  return metricGroups
    .flatMap((group) => Object.entries(countedMetrics[group] ?? {}))
    .map(([name, key]) => count(name, counts[key] - (before?.[key] ?? 0)));
}

function lagMetrics({ metricGroups, lag, maxLag }: MeteredMapping): Metric[] {
  if (!metricGroups.includes('KafkaMetrics') || lag === null || maxLag === null) return [];
  return [count('MaxOffsetLag', maxLag), count('SumOffsetLag', lag)];
}

/** A mapping has its pollers to itself here, so each is one unit. */
function pollerMetrics({ provisioned, pollers, counts }: MeteredMapping, before: Counts | undefined): Metric[] {
  if (!provisioned) return [];
  const bytes = counts.polledBytes - (before?.polledBytes ?? 0);
  return [
    count('ProvisionedPollers', pollers),
    count('EventPollerUnit', pollers),
    { name: 'EventPollerThroughputInBytes', value: bytes, unit: 'Bytes' },
  ];
}

function count(name: string, value: number): Metric {
  return { name, value, unit: 'Count' };
}
