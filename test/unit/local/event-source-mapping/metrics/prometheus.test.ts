import { prometheusMetrics } from '../../../../../local/event-source-mapping/metrics/prometheus.ts';
import { counts, meteredMapping } from './metered-mapping.ts';

const labels = 'uuid="uuid-1",function="orders",topic="t"';

test('each mapping has its counts and its state of the moment', async () => {
  const metrics = prometheusMetrics(() => [meteredMapping({ counts: counts({ polled: 5, dropped: 1 }) })]);

  const text = await metrics.text();

  expect(text).toContain(`kafka_event_source_mapping_polled_records_total{${labels}} 5\n`);
  expect(text).toContain(`kafka_event_source_mapping_dropped_records_total{${labels}} 1\n`);
  expect(text).toContain(`kafka_event_source_mapping_lag_records{${labels}} 7\n`);
  expect(text).toContain(`kafka_event_source_mapping_max_partition_lag_records{${labels}} 4\n`);
  expect(text).toContain(`kafka_event_source_mapping_pollers{${labels}} 2\n`);
  expect(metrics.contentType).toContain('text/plain');
});

test('asking twice counts nothing twice, and what is not known or is deleted is left out', async () => {
  let mappings = [meteredMapping({ counts: counts({ polled: 5 }), lag: null })];
  const metrics = prometheusMetrics(() => mappings);

  await metrics.text();
  const again = await metrics.text();
  mappings = [];
  const deleted = await metrics.text();

  expect(again).toContain(`polled_records_total{${labels}} 5\n`);
  expect(again).not.toContain('lag_records{uuid="uuid-1",function="orders",topic="t"} 0');
  expect(deleted).not.toContain('uuid-1');
});
