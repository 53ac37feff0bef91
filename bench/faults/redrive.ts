import { GetQueueUrlCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { chunk } from '../../lambdas/core/chunk.ts';
import { encodeDeadLetter } from '../../lambdas/core/dead-letter.ts';
import type { ReplayResult } from '../../lambdas/redrive/replay-letters.ts';
import { withTopicReader } from '../../lambdas/redrive/topic-reader.ts';
import type { TopicRecord } from '../../lambdas/redrive/topic-records.ts';
import { askRedrive } from '../../local/deployment/ask-redrive.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { deadLetterQueue } from '../../local/deployment/count-dead-letters.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { replayAll } from '../../local/deployment/redrive-all.ts';
import { failureRecord } from '../../local/event-source-mapping/sender/failure-record.ts';
import { StartError } from '../../local/start-error.ts';
import type { BenchStack } from '../bench-stack.ts';
import { switchMapping } from '../mapping.ts';
import type { Measured, Series } from '../report.ts';

const recordsOfBatch = 500;
const sendLimit = { items: 10, bytes: 250_000 };

/**
 * How fast users-redrive brings records back, from its first invocation to its last answer: of letters that are about
 * one record each, and of letters of the mapping that are about hundreds. Nobody reads the topic meanwhile.
 */
export async function benchRedrive(stack: BenchStack, users: number, rounds: number): Promise<Measured> {
  await stack.startAnew(users);
  await switchMapping(stack.settings, false);
  const records = await firstRecords(stack, users);
  const contenders = {
    'letters of one record': records.map(letterOf),
    [`letters of up to ${recordsOfBatch} records`]: batchLettersOf(records),
  };
  const series = Object.keys(contenders).map((name): Series & { values: number[] } => ({
    ...{ name, unit: 'records/s', values: [] },
  }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, [name, letters]] of Object.entries(contenders).entries()) {
      await send(stack, letters);
      const rate = await replay(stack, records.length);
      series[index]?.values.push(rate);
      stack.report(`round ${round}, ${name}: ${Math.round(rate)} records/s`);
    }
  }
  return { series, ratios: [], figures: {} };
}

/** As they were published first: what a round brings back comes after them. */
async function firstRecords({ kafka, settings }: BenchStack, users: number): Promise<TopicRecord[]> {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const ranges = offsets
    .map(({ partition, low, high }) => ({ topic, partition, first: Number(low), last: Number(high) - 1 }))
    .filter(({ first, last }) => first <= last);
  const records = await withTopicReader(kafka, topic, async (read) => {
    const found = await read(ranges, AbortSignal.timeout(120_000));
    return ranges.flatMap(({ partition, first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => found.find(partition, first + index)),
    );
  });
  const present = records.filter((record) => record !== undefined);
  if (present.length >= users) return present;
  throw new StartError(`${settings.stateDir}: the topic should hold ${users} records and holds ${present.length}.`);
}

function letterOf({ partition, offset, timestampMs: timestamp, key, value }: TopicRecord): string {
  return encodeDeadLetter({
    ...{ reason: 'STORE_REFUSED', message: 'PostgreSQL: of the bench', topic, partition, offset, timestamp },
    ...{ key: key?.toString('base64') ?? null, value: value?.toString('base64') ?? null, headers: [] },
    ...{ replays: 0, requestId: 'bench', failedAt: new Date().toISOString() },
  });
}

function batchLettersOf(records: readonly TopicRecord[]): string[] {
  const partitions = [...Map.groupBy(records, ({ partition }) => partition).values()];
  const limit = { items: recordsOfBatch, bytes: Number.POSITIVE_INFINITY };
  const batches = partitions.flatMap((own) => chunk(own, () => 0, limit));
  return batches.map((own) => {
    const source = { kind: 'aws:kafka', arn: 'arn:of-the-bench', bootstrapServers: '', topic } as const;
    const given = { source, functionArn: 'users-sink', condition: 'RetryAttemptsExhausted', invocations: 1 } as const;
    const events = own.map((record) => ({ ...record, json: '', bytes: 0 }));
    const payloadBytes = own.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    return JSON.stringify(
      failureRecord({ ...given, answer: undefined, records: events, payloadBytes }, 'bench', Date.now()),
    );
  });
}

async function send({ settings }: BenchStack, letters: readonly string[]): Promise<void> {
  const client = new SQSClient(awsClientOptions(settings));
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
    for (const some of chunk(letters, Buffer.byteLength, sendLimit)) {
      const Entries = some.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
  } finally {
    client.destroy();
  }
}

async function replay({ settings, report }: BenchStack, records: number): Promise<number> {
  const begun = performance.now();
  const event = { action: 'replay', all: true, force: true, requestedBy: 'bench' };
  const result = await replayAll((more) => askRedrive<ReplayResult>(settings, { ...event, ...more }), report);
  if (result.records === records) return records / ((performance.now() - begun) / 1000);
  throw new StartError(`${records} records should have come back, and ${result.records} did: see npm run redrive.`);
}
