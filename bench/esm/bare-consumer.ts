import { randomUUID } from 'node:crypto';
import type { EachBatchPayload } from 'kafkajs';
import type { BenchStack } from '../bench-stack.ts';
import type { Run } from './run.ts';

/** What kafkajs alone reaches in this process: it counts records and commits, and has nobody to hand them to. */
export async function runBareConsumer({ kafka }: BenchStack, topic: string, records: number): Promise<Run> {
  const consumer = kafka.consumer({ groupId: `bare-${randomUUID()}`, maxBytesPerPartition: 1024 * 1024 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    return await new Promise<Run>((resolve, reject) => {
      let counted = 0;
      let begun: Begun | undefined;
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachBatch = async ({ batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload) => {
        begun ??= { at: performance.now(), cpu: process.cpuUsage() };
        counted += batch.messages.length;
        resolveOffset(batch.lastOffset());
        await commitOffsetsIfNecessary();
        if (counted >= records) resolve(runSince(begun));
      };
      consumer.run({ autoCommit: true, eachBatch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

interface Begun {
  readonly at: number;
  readonly cpu: NodeJS.CpuUsage;
}

function runSince({ at, cpu }: Begun): Run {
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - at) / 1000, cpuSeconds: (user + system) / 1e6 };
}
