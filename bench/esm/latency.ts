import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { loopback } from '../../local/services/service.ts';
import { eventually } from '../../test/support/eventually.ts';
import type { BenchStack } from '../bench-stack.ts';
import { percentile } from '../percentile.ts';
import type { Measured, Series } from '../report.ts';
import { withFunction, withMappings } from './mapped-function.ts';
import { withPoller } from './poller-process.ts';
import { partitions, userValue, withTopics } from './records.ts';

const everyMs = 10;
const warmUpRecords = 200;
const measuredRecords = 1000;

/**
 * From a record's timestamp, which its producer gives it, to the function's first line, at 100 records a second; beside
 * it how long the same records take to a bare consumer.
 */
export async function measureLatency(stack: BenchStack): Promise<Measured> {
  const toFunction: number[] = [];
  const toConsumer: number[] = [];
  const server = await listen((ages) => toFunction.push(...ages));
  const { port } = server.address() as AddressInfo;
  try {
    await withTopics(stack, 1, async (topics) => {
      const [topic = ''] = topics;
      await withFunction(stack, reportingCode(port), (functionName) =>
        withMappings(stack, { functionName, topics, batchSize: 100 }, (uuids) =>
          withPoller(stack, uuids, () =>
            withBareConsumer(stack, topic, toConsumer, async () => {
              await produceSteadily(stack, topic, warmUpRecords + measuredRecords);
              await eventually(async () => requireAll(toFunction.length), 20_000);
            }),
          ),
        ),
      );
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return {
    series: [...percentiles('function', toFunction), ...percentiles('bare consumer', toConsumer)],
    ratios: [],
    figures: {},
  };
}

function percentiles(name: string, ages: readonly number[]): Series[] {
  const measured = ages.slice(warmUpRecords);
  return [50, 99].map((percent) => ({
    name: `record to ${name}, p${percent}`,
    unit: 'ms',
    values: [percentile(measured, percent)],
  }));
}

async function withBareConsumer(
  { kafka }: BenchStack,
  topic: string,
  ages: number[],
  work: () => Promise<void>,
): Promise<void> {
  const consumer = kafka.consumer({ groupId: `bare-${randomUUID()}`, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void ages.push(Date.now() - Number(message.timestamp)) });
    await work();
  } finally {
    await consumer.disconnect();
  }
}

/** The function's code: it tells the bench how old each record is when it comes. */
function reportingCode(port: number): string {
  return `
export const handler = async ({ records }) => {
  const now = Date.now();
  const ages = Object.values(records).flat().map(({ timestamp }) => now - timestamp);
  await fetch('http://${loopback}:${port}/', { method: 'POST', body: JSON.stringify(ages) });
};`;
}

async function listen(onAges: (ages: readonly number[]) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    onAges(JSON.parse(Buffer.concat(chunks).toString()) as number[]);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, () => resolve()));
  return server;
}

async function produceSteadily({ kafka }: BenchStack, topic: string, records: number): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    const sent: Promise<unknown>[] = [];
    const begun = Date.now();
    for (let number = 0; number < records; number += 1) {
      const message = {
        partition: number % partitions,
        value: userValue(number),
        timestamp: String(Date.now()),
      };
      sent.push(producer.send({ topic, acks: -1, messages: [message] }));
      await wait(Math.max(0, begun + (number + 1) * everyMs - Date.now()));
    }
    await Promise.all(sent);
  } finally {
    await producer.disconnect();
  }
}

function requireAll(count: number): void {
  if (count < warmUpRecords + measuredRecords) throw new Error(`The function has only seen ${count} records.`);
}
