import { Hono } from 'hono';
import type { Sample } from '../samples/sample.ts';
import type { Sampler } from '../samples/sampler.ts';
import type { OverviewAnswer } from './answers.ts';
import { historyOf, latestRates } from './history.ts';
import { judge } from './judge.ts';
import { nextTime } from './next-time.ts';

/** Answers from what was sampled: nothing is asked of the pipeline here. */
export function overviewRoutes(sampler: Sampler): Hono {
  const routes = new Hono();
  routes.get('/', (context) => {
    sampler.noteSeen();
    return context.json(overviewOf(sampler.samples, new Date()));
  });
  return routes;
}

function overviewOf(samples: readonly Sample[], now: Date): OverviewAnswer {
  const sample = samples.at(-1) ?? null;
  const nextRun = sample && nextRunOf(sample, now);
  return {
    ...{ sample, rates: latestRates(samples), history: historyOf(samples) },
    ...{ findings: judge(samples), nextRun: nextRun?.toISOString() ?? null },
  };
}

function nextRunOf({ schedule, runs }: Sample, now: Date): Date | null {
  if (!schedule?.isEnabled) return null;
  const before = runs?.find(({ trigger }) => trigger === 'schedule')?.startedAt;
  return nextTime(schedule.expression, now, before === undefined ? undefined : new Date(before));
}
