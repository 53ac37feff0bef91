import { setTimeout as wait } from 'node:timers/promises';
import { afterTest } from '../../support/event-source-mapping/clean-up.ts';
import { createQueue } from '../../support/event-source-mapping/destinations.ts';
import { createMapping, type MappingSettings } from '../../support/event-source-mapping/mappings.ts';
import { startPoller } from '../../support/event-source-mapping/poller-process.ts';
import { deployFunction } from '../../support/event-source-mapping/recorded-function.ts';
import { committedOffsets, createTopic } from '../../support/event-source-mapping/topics.ts';
import { eventually } from '../../support/eventually.ts';
import { disturb } from './disturb.ts';
import type { CommitSample, Disturbance, FailedRange, History } from './history.ts';
import { playPlan, timeoutSeconds } from './planned-function.ts';
import { produceWaves } from './produce-waves.ts';
import type { Scenario } from './scenario.ts';

const settleMs = 90_000;
const sampleEveryMs = 250;
const retriesBeforeQueue = 10;

/** Plays a scenario on the real services and tells what was seen. */
export async function runScenario(scenario: Scenario): Promise<History> {
  const recorded = await deployFunction(timeoutSeconds);
  const topic = await createTopic(scenario.partitions);
  const queue = await createQueue();
  const production = produceWaves(topic, scenario.waves);
  const invocations = playPlan(recorded, { topic, ...scenario }, production.planOf);
  const uuid = await createMapping(recorded, topic, mappingSettings(scenario, queue.arn));
  const poller = await startPoller(uuid);
  const sampler = sampleCommits(uuid, topic);

  const disturbing = async () => {
    const disturbances: Disturbance[] = [];
    const target = { uuid, recorded, batchSize: scenario.batchSize, poller };
    for (const { kind, afterMs } of scenario.disturbances) {
      await wait(afterMs);
      disturbances.push(...(await disturb(kind, target)));
    }
    return disturbances;
  };
  const [, disturbances] = await Promise.all([production.run(), disturbing()]);

  const ends = production.ends(scenario.partitions);
  await eventually(async () => expect([...(await sampler.sample()).values()]).toEqual(ends), settleMs).catch(
    // What is not committed is one of the rules, so it is not the end of the test.
    () => undefined,
  );
  return {
    rules: retryRules(scenario),
    produced: production.produced,
    failures: scenario.hasQueue ? rangesOf(await queue.drain()) : [],
    commits: await sampler.finish(),
    invocations,
    disturbances,
  };
}

function mappingSettings(scenario: Scenario, queueArn: string): MappingSettings {
  return {
    BatchSize: scenario.batchSize,
    MaximumBatchingWindowInSeconds: scenario.windowSeconds,
    MaximumRetryAttempts: scenario.retries,
    BisectBatchOnFunctionError: scenario.bisects,
    ...(scenario.readsFailures && { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    ...(scenario.hasQueue && { DestinationConfig: { OnFailure: { Destination: queueArn } } }),
    ...(scenario.filters && { FilterCriteria: { Filters: [{ Pattern: '{"value":{"matches":[true]}}' }] } }),
    ...(scenario.provisioned && { ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 2 } }),
  };
}

function retryRules({ retries, bisects, batchSize, hasQueue }: Scenario) {
  const unlimited = hasQueue ? retriesBeforeQueue : Number.POSITIVE_INFINITY;
  const splits = bisects ? Math.ceil(Math.log2(batchSize + 1)) : 0;
  return { retries: retries < 0 ? unlimited : retries, splits, hasQueue };
}

/** Looks at the group's offsets again and again until it is stopped. */
function sampleCommits(groupId: string, topic: string) {
  const samples: CommitSample[] = [];
  let stopped = false;
  const sample = async () => {
    const offsets = await committedOffsets(groupId, topic);
    samples.push({ seenAt: Date.now(), offsets });
    return offsets;
  };
  const sampling = (async () => {
    while (!stopped) {
      // One that fails is made up for by the next.
      await sample().catch(() => undefined);
      await wait(sampleEveryMs);
    }
  })();
  const stop = async () => {
    stopped = true;
    await sampling;
  };
  afterTest(stop);
  return {
    sample,
    finish: async () => {
      await stop();
      await sample();
      return samples;
    },
  };
}

interface FailureRecord {
  readonly KafkaBatchInfo: {
    readonly recordsInfo: Record<string, { readonly firstRecordOffset: string; readonly lastRecordOffset: string }>;
  };
}

function rangesOf(records: readonly unknown[]): FailedRange[] {
  return (records as FailureRecord[]).flatMap(({ KafkaBatchInfo: { recordsInfo } }) =>
    Object.entries(recordsInfo).map(([name, { firstRecordOffset, lastRecordOffset }]) => ({
      partition: Number(name.slice(name.lastIndexOf('-') + 1)),
      first: Number(firstRecordOffset),
      last: Number(lastRecordOffset),
    })),
  );
}
