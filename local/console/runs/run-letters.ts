import type { SQSClient } from '@aws-sdk/client-sqs';
import { originHeaders } from '../../../lambdas/core/origin-headers.ts';
import type { Letter } from '../../../lambdas/redrive/letter.ts';
import { type LetterQueue, sqsLetterQueue } from '../../../lambdas/redrive/letter-queue.ts';
import { QueueWalk } from '../../../lambdas/redrive/queue-walk.ts';
import { deadLetterQueueUrl } from '../../deployment/count-dead-letters.ts';
import type { PartitionRange, RunLettersAnswer } from './answers.ts';

/** Each message that is looked at is away from the queue meanwhile. */
const mostLetters = 1000;
const visibilitySeconds = 30;

/** The sink's queue of dead letters. */
export async function openLetterQueue(sqs: SQSClient): Promise<LetterQueue> {
  return sqsLetterQueue(sqs, (await deadLetterQueueUrl(sqs)) ?? '');
}

/** Looks through the queue for the letters of a run, and gives back what it was given. */
export async function findRunLetters(
  queue: LetterQueue,
  run: { readonly runId: string; readonly topic: string; readonly partitions: readonly PartitionRange[] },
): Promise<RunLettersAnswer> {
  const beforeMs = Number.POSITIVE_INFINITY;
  const walk = new QueueWalk(queue, { visibilitySeconds, beforeMs, maximum: mostLetters });
  const counts = { records: 0, unclear: 0, lookedAt: 0 };
  try {
    for (let letters = await walk.next(); letters.length > 0; letters = await walk.next()) {
      for (const letter of letters) {
        counts.lookedAt += 1;
        if (runIdOf(letter) === run.runId) counts.records += 1;
        else if (letter.kind === 'batch' && isNear(letter, run)) counts.unclear += 1;
      }
    }
  } finally {
    await walk.giveBack();
  }
  return { ...counts, complete: walk.sawAll };
}

/** As the record's own header tells it; the mapping's letters have no headers. */
function runIdOf(letter: Letter): string | undefined {
  if (letter.kind !== 'record') return undefined;
  const value = letter.letter.headers.find(([name]) => name === originHeaders.runId)?.[1];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}

/** Whether the letter is about offsets of which some may be the run's. */
function isNear({ ranges }: Letter, run: Parameters<typeof findRunLetters>[1]): boolean {
  return ranges.some(({ topic, partition, first, last }) => {
    const own = run.partitions.find((one) => one.partition === partition);
    return topic === run.topic && own !== undefined && first < own.to && last >= own.from;
  });
}
