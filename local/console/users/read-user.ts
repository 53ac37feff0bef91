import { setTimeout as wait } from 'node:timers/promises';
import { groupId, topic } from '../../deployment/kafka-admin.ts';
import { kafkaTopic } from '../../reconcile/kafka-topic.ts';
import { inTime } from '../in-time.ts';
import { ConsoleProblem, messageOf } from '../problem.ts';
import type { Sources } from '../sources/sources.ts';
import type { LookLine, Side, UserComparison } from './answers.ts';
import { compareUser, type UserSides, valueIn } from './comparison.ts';
import {
  type Finding,
  findPartition,
  type LookPorts,
  look,
  type Partition,
  type Range,
  rangesWorthLooking,
} from './look.ts';
import { readCassandra, readPostgres } from './stored.ts';

/** Both stores at once, and then Kafka: together shorter than a request has. */
const storesMs = 4000;
const kafkaMs = 5000;
const recordsMs = 4500;
const wholeMs = 10 * 60_000;
const sayEveryMs = 500;

/** A user in both stores and, as far as the versions there lead to it, in the topic. */
export async function readUser(sources: Sources, id: string): Promise<UserComparison> {
  const stores = await readStores(sources, id);
  const kafka = await sideOf('Kafka', kafkaMs, () => lookBriefly(sources, id, stores));
  return compareUser(id, { ...stores, kafka });
}

/** The same with all of the user's partition, and how far that is until then. */
export async function* readWholly(sources: Sources, id: string, gone: AbortSignal): AsyncGenerator<LookLine> {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(wholeMs)]);
  const progress = { looked: 0, of: 0, found: 0 };
  const reading = withLookPorts(sources, async (ports) => {
    const place = await findPartition(ports, id);
    progress.of = place.high - place.low;
    return look(ports, id, { place, ranges: [[place.low, place.high]] }, signal, (found) => {
      progress.looked += 1;
      progress.found = found;
    });
  });
  let finding: Finding | undefined;
  while (finding === undefined) {
    finding = await Promise.race([reading, wait(sayEveryMs, undefined)]);
    yield { ...progress };
  }
  const stores = await readStores(sources, id);
  yield { comparison: compareUser(id, { ...stores, kafka: { value: finding } }) };
}

async function readStores(sources: Sources, id: string): Promise<Omit<UserSides, 'kafka'>> {
  const [cassandra, postgres] = await Promise.all([
    sideOf('Cassandra', storesMs, () => sources.cassandra((client) => readCassandra(client, id))),
    sideOf('PostgreSQL', storesMs, () => sources.postgres((pool) => readPostgres(pool, id))),
  ]);
  return { cassandra, postgres };
}

function lookBriefly(sources: Sources, id: string, stores: Omit<UserSides, 'kafka'>): Promise<Finding> {
  const signal = AbortSignal.timeout(recordsMs);
  return withLookPorts(sources, async (ports) => {
    const place: Partition = await findPartition(ports, id);
    const ranges: readonly Range[] = await rangesWorthLooking(ports, place, versionsIn(stores));
    return look(ports, id, { place, ranges }, signal);
  });
}

function versionsIn({ cassandra, postgres }: Omit<UserSides, 'kafka'>): bigint[] {
  const stored = valueIn(postgres);
  const versions = [valueIn(cassandra)?.version, stored?.row?.version, stored?.deleted];
  return versions.filter((version) => typeof version === 'bigint');
}

function withLookPorts<Result>(sources: Sources, work: (ports: LookPorts) => Promise<Result>): Promise<Result> {
  const users = kafkaTopic(sources.kafka, { name: topic, groupId });
  return sources.kafkaAdmin((admin) => sources.topicReading((read) => work({ topic: users, admin, read })));
}

/** One place that does not answer, or not in time, leaves the others to be shown. */
async function sideOf<Value>(name: string, ms: number, read: () => Promise<Value>): Promise<Side<Value>> {
  const late = () => new Error(`there was no answer in ${ms / 1000} s`);
  try {
    return { value: await inTime(read(), ms, late) };
  } catch (error) {
    const message = messageOf(error);
    return { problem: error instanceof ConsoleProblem ? message : `${name} could not be read: ${message}` };
  }
}
