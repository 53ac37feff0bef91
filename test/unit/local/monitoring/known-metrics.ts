import { pipelineMetrics, prefix } from '../../../../local/console/metrics/pipeline-metrics.ts';
import { prometheusMetrics } from '../../../../local/event-source-mapping/metrics/prometheus.ts';

/** The names of what the console measures of the pipeline, and the poller of the mappings and of itself. */
export async function knownMetrics(): Promise<ReadonlySet<string>> {
  const poller = await prometheusMetrics(() => []).text();
  const ofPoller = Array.from(poller.matchAll(/^# TYPE (\w+)/gm), ([, name = '']) => name);
  return new Set([...ofPoller, ...pipelineMetrics.map(({ name }) => `${prefix}${name}`)]);
}

/** The names in a query or a text. */
export function metricsIn(text: string): string[] {
  return text.match(/\b(?:users_pipeline|kafka_event_source_mapping|process|nodejs)_\w+/g) ?? [];
}
