import { Counter, Gauge, Registry } from 'prom-client';
import { type PipelineKnowledge, type PipelineMetric, pipelineMetrics, prefix } from './pipeline-metrics.ts';

/** The pipeline's metrics in a registry of their own; those without a value are left out. */
export function pipelineRegistry(known: PipelineKnowledge): Registry {
  const registry = new Registry();
  for (const metric of pipelineMetrics) {
    const values = valuesOf(metric, known);
    if (values.length > 0) register(registry, metric, values);
  }
  return registry;
}

interface Labelled {
  readonly labels: Record<string, string>;
  readonly value: number;
}

function valuesOf({ label, values: read }: PipelineMetric, known: PipelineKnowledge): Labelled[] {
  const values = read(known) ?? {};
  if (typeof values === 'number') return [{ labels: {}, value: values }];
  return Object.entries(values).flatMap(([name, value]) =>
    label === undefined || typeof value !== 'number' ? [] : [{ labels: { [label]: name }, value }],
  );
}

function register(registry: Registry, { name, type, help, label }: PipelineMetric, values: readonly Labelled[]): void {
  const options = { name: `${prefix}${name}`, help, labelNames: label ? [label] : [], registers: [registry] };
  if (type === 'counter') {
    const metric = new Counter(options);
    for (const { labels, value } of values) metric.inc(labels, value);
  } else {
    const metric = new Gauge(options);
    for (const { labels, value } of values) metric.set(labels, value);
  }
}
