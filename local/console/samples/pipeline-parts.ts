import { countLetters } from '../../deployment/count-dead-letters.ts';
import { countInCassandra, countInPostgres } from '../../deployment/count-rows.ts';
import { countWaiting } from '../../deployment/count-waiting.ts';
import { topic } from '../../deployment/kafka-admin.ts';
import { reportDays } from '../../deployment/missed-days.ts';
import { functionName } from '../../event-source-mapping/function-name.ts';
import { away } from '../problem.ts';
import { readPollerHealth } from '../sources/poller-health.ts';
import { readScheduleRule } from '../sources/schedule-rule.ts';
import type { Sources } from '../sources/sources.ts';
import { Part } from './part.ts';
import { readRuns } from './read-runs.ts';
import { RowCounter } from './row-counter.ts';
import type { Parts, SamplerOptions } from './sampler.ts';

export const sinkFunction = 'users-sink';

/** Shorter than the time between two samples. */
const timeoutMs = 1500;
const scheduleEveryMs = 4000;
const missedDaysEveryMs = 30_000;

/** What the sampler asks, of the pipeline that runs here. */
export function pipelineParts(sources: Sources): Pick<SamplerOptions, 'parts' | 'counters'> {
  const parts: Parts = {
    topic: new Part({ name: 'Kafka', timeoutMs, ask: () => readTopic(sources) }),
    poller: new Part({ name: 'Poller', timeoutMs, ask: () => readPoller(sources) }),
    deadLetters: new Part({ name: 'Failure queue', timeoutMs, ask: () => sources.aws(({ sqs }) => countLetters(sqs)) }),
    cassandra: new Part({ name: 'Cassandra', timeoutMs, ask: () => askCassandra(sources) }),
    runs: new Part({ name: 'PostgreSQL', timeoutMs, ask: () => sources.postgres(readRuns) }),
    missedDays: new Part({
      ...{ name: 'PostgreSQL', timeoutMs, everyMs: missedDaysEveryMs },
      ask: () => sources.postgres(async (pool) => (await reportDays(pool)).missed),
    }),
    schedule: new Part({
      ...{ name: 'Schedule', timeoutMs, everyMs: scheduleEveryMs },
      ask: () => sources.aws(({ events }) => readScheduleRule(events)),
    }),
  };
  return {
    parts,
    counters: {
      cassandra: new RowCounter({
        name: 'Cassandra',
        count: (signal) => sources.cassandra((client) => countInCassandra(client, signal)),
      }),
      postgres: new RowCounter({ name: 'PostgreSQL', count: () => sources.postgres(countInPostgres) }),
    },
  };
}

function readTopic({ kafkaAdmin }: Sources) {
  return kafkaAdmin(async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const lag = await countWaiting(admin, ends);
    return { published: ends.reduce((sum, { high }) => sum + Number(high), 0), lag };
  });
}

async function readPoller({ settings }: Sources) {
  const { mappings, problem } = await readPollerHealth(settings).catch((error) => {
    throw away('The poller', error);
  });
  const mapping = mappings.find((one) => functionName(one.functionArn) === sinkFunction && one.topic === topic);
  if (!mapping) throw new Error(problem ?? `no mapping of ${topic} to ${sinkFunction} is served.`);
  const { state, lastProcessingResult: lastResult, inFlight, buffered, counts } = mapping;
  return { sink: { ...counts }, mapping: { state, lastResult, inFlight, buffered } };
}

async function askCassandra({ cassandra }: Sources): Promise<true> {
  await cassandra((client) => client.execute('SELECT key FROM system.local'));
  return true;
}
