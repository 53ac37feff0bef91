import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Counts } from '../counts.ts';
import { functionName } from '../function-name.ts';
import type { MeteredMapping } from './metered-mapping.ts';

const labelNames = ['uuid', 'function', 'topic'] as const;
const prefix = 'kafka_event_source_mapping';

const counters: Readonly<Record<keyof Counts, { readonly name: string; readonly help: string }>> = {
  polled: { name: 'polled_records_total', help: 'Records read from Kafka' },
  polledBytes: { name: 'polled_bytes_total', help: 'Bytes of keys and values read from Kafka' },
  filteredOut: { name: 'filtered_out_records_total', help: 'Records that no filter matched' },
  invoked: { name: 'invoked_records_total', help: 'Records sent to the function, at each attempt anew' },
  failedInvoke: {
    name: 'failed_records_total',
    help: 'Records that the function failed to take, at each attempt anew',
  },
  delivered: { name: 'delivered_records_total', help: 'Records that the function has taken' },
  sentToDestination: { name: 'destination_records_total', help: 'Records that the on-failure destination has taken' },
  dropped: { name: 'dropped_records_total', help: 'Records given up with no destination that took them' },
  committed: { name: 'committed_records_total', help: 'Offsets committed' },
  invocations: { name: 'invocations_total', help: 'Batches sent to the function' },
  failedInvocations: { name: 'failed_invocations_total', help: 'Batches that failed, in whole or in part' },
  invocationSeconds: { name: 'invocation_seconds_total', help: 'Time from the requests to their answers' },
  throttles: { name: 'throttles_total', help: 'Batches refused for too many at once' },
  pollingErrors: { name: 'polling_errors_total', help: 'Times that polling failed' },
  destinationErrors: { name: 'destination_errors_total', help: 'Failed attempts at the on-failure destination' },
  schemaRegistryErrors: { name: 'schema_registry_errors_total', help: 'Failed attempts to decode a record' },
  commitErrors: { name: 'commit_errors_total', help: 'Failed attempts to commit' },
  lostLogEvents: { name: 'lost_log_events_total', help: 'Events that the system log did not take in time' },
};

const gauges: Readonly<Record<'lag' | 'maxLag' | 'pollers' | 'inFlight' | 'buffered', [name: string, help: string]>> = {
  lag: ['lag_records', 'Records of the topic that are not committed'],
  maxLag: ['max_partition_lag_records', 'Records not committed of the partition that has most'],
  pollers: ['pollers', 'Event pollers'],
  inFlight: ['invocations_in_flight', 'Invocations under way'],
  buffered: ['buffered_records', 'Records waiting for a batch'],
};

/** The mappings' numbers in Prometheus' text format, as they are when it asks; a deleted mapping's are gone. */
export function prometheusMetrics(mappings: () => readonly MeteredMapping[]) {
  const registry = new Registry();
  // Looked at once for each answer, so that all of its numbers are of one moment.
  let scraped: readonly MeteredMapping[] = [];
  collectDefaultMetrics({ register: registry });
  for (const [key, { name, help }] of Object.entries(counters)) {
    const counter: Counter<(typeof labelNames)[number]> = new Counter({
      name: `${prefix}_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect: () => {
        counter.reset();
        for (const mapping of scraped) counter.inc(labels(mapping), mapping.counts[key as keyof Counts]);
      },
    });
  }
  for (const [key, [name, help]] of Object.entries(gauges)) {
    const gauge: Gauge<(typeof labelNames)[number]> = new Gauge({
      name: `${prefix}_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect: () => {
        gauge.reset();
        for (const mapping of scraped) {
          const value = mapping[key as keyof typeof gauges];
          if (value !== null) gauge.set(labels(mapping), value);
        }
      },
    });
  }
  const text = () => {
    scraped = mappings();
    return registry.metrics();
  };
  return { contentType: registry.contentType, text };
}

function labels({ uuid, functionArn, topic }: MeteredMapping) {
  return { uuid, function: functionName(functionArn), topic: topic ?? '' };
}
