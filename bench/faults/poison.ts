import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EachBatchPayload, Message } from 'kafkajs';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters, deadLetterQueue } from '../../local/deployment/count-dead-letters.ts';
import { StartError } from '../../local/start-error.ts';
import type { BenchStack } from '../bench-stack.ts';
import { switchMapping } from '../mapping.ts';
import { type Measured, ratio, type Series } from '../report.ts';

/** Of so many records one is poison. */
const oneIn = 100;
const messagesPerRequest = 1000;

/**
 * How fast records come into both stores when one in a hundred is poison, beside the same records without any. The two
 * take turns; each round begins with empty stores and an empty queue, and ends when the last offset is committed.
 */
export async function poisonThroughput(stack: BenchStack, users: number, rounds: number): Promise<Measured> {
  await stack.startAnew(users);
  const good = await readAll(stack, users);
  const poisoned = good.map((message, index) =>
    // The user is one, and the key is another's: only the sink can know.
    index % oneIn === 0 ? { ...message, key: randomUUID() } : message,
  );
  const contenders = { 'no poison': good, '1 % poison': poisoned };
  const series = Object.keys(contenders).map((name) => ({ name, unit: 'records/s', values: [] as number[] }));
  await switchMapping(stack.settings, false);
  for (let number = 1; number <= rounds; number += 1) {
    for (const [index, [name, messages]] of Object.entries(contenders).entries()) {
      const letters = messages === poisoned ? Math.ceil(users / oneIn) : 0;
      const rate = users / (await secondsFor(stack, messages, letters));
      series[index]?.values.push(rate);
      stack.report(`round ${number}, ${name}: ${Math.round(rate)} records/s`);
    }
  }
  const [none, some] = series as unknown as [Series, Series];
  return { series, ratios: [ratio(some, none)], figures: {} };
}

/** @returns seconds from switching the mapping on to the last commit. */
async function secondsFor(stack: BenchStack, messages: readonly Message[], letters: number): Promise<number> {
  await stack.emptyStores();
  await emptyQueue(stack);
  await produce(stack, messages);
  const begun = performance.now();
  await switchMapping(stack.settings, true);
  await stack.awaitStored();
  const seconds = (performance.now() - begun) / 1000;
  await switchMapping(stack.settings, false);
  await stack.requireRows(messages.length - letters);
  const waiting = await countDeadLetters(stack.settings);
  if (waiting !== letters) throw new StartError(`There should be ${letters} dead letters, and there are ${waiting}.`);
  return seconds;
}

/** Keys and values of all records of the topic, with their schema's frame. */
async function readAll({ kafka, topic }: BenchStack, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachBatch = async ({ batch }: EachBatchPayload) => {
        messages.push(...batch.messages.map(({ key, value }) => ({ key, value })));
        if (messages.length >= count) resolve();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return messages;
}

async function produce({ kafka, topic }: BenchStack, messages: readonly Message[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    for (let start = 0; start < messages.length; start += messagesPerRequest) {
      await producer.send({ topic, messages: messages.slice(start, start + messagesPerRequest) });
    }
  } finally {
    await producer.disconnect();
  }
}

async function emptyQueue({ settings }: BenchStack): Promise<void> {
  const sqs = new SQSClient(awsClientOptions(settings));
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue }));
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  } finally {
    sqs.destroy();
  }
}
