import { Hono } from 'hono';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Sample } from '../samples/sample.ts';
import type { Sampler } from '../samples/sampler.ts';
import type { Sources } from '../sources/sources.ts';
import { Known } from './known.ts';
import { readPartHealth } from './part-health.ts';
import { pipelineRegistry } from './prometheus-text.ts';
import { readRunTotals } from './run-totals.ts';
import { isSinkMapped } from './sink-mapping.ts';
import { SinkCounter, sinkSums } from './sink-totals.ts';

/** Less than the time between two scrapes: each asks anew. */
const freshMs = 5000;
/** Then it is said no more what a part said. */
const keptMs = 45_000;
/** A scrape waits no longer for parts; what comes later is in the next one. */
const patienceMs = 200;

/** What Prometheus asks for: the pipeline's metrics, and those of this program. */
export function metricsRoutes(sources: Sources, sampler: Pick<Sampler, 'samples'>): Hono {
  const { aws, postgres, settings } = sources;
  const counter = new SinkCounter((from, to) => aws(({ cloudWatch }) => sinkSums(cloudWatch)(from, to)));
  const times = { freshMs, keptMs };
  const known = {
    runs: new Known({ ...times, ask: () => postgres(readRunTotals) }),
    sink: new Known({ ...times, ask: () => counter.totals() }),
    mapping: new Known({ ...times, ask: () => aws(({ lambda }) => isSinkMapped(lambda)) }),
    health: new Known({ ...times, ask: () => readPartHealth(settings) }),
  };
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  const routes = new Hono();
  routes.get('/', async (context) => {
    const [runs, sink, mapping, health] = await Promise.all([
      known.runs.read(patienceMs),
      known.sink.read(patienceMs),
      known.mapping.read(patienceMs),
      known.health.read(patienceMs),
    ]);
    const sample = recent(sampler.samples.at(-1), Date.now());
    const pipeline = pipelineRegistry({ sample, runs, sink, isSinkMapped: mapping, health });
    context.header('content-type', own.contentType);
    return context.body(await Registry.merge([pipeline, own]).metrics());
  });
  return routes;
}

function recent(sample: Sample | undefined, nowMs: number): Sample | null {
  return sample && nowMs - Date.parse(sample.at) <= keptMs ? sample : null;
}
