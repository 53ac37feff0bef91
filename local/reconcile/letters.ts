import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { readDeadLetter } from '../../lambdas/core/dead-letter.ts';
import { parseJson } from '../../lambdas/core/http-answer.ts';
import { readQueueDepth } from '../deployment/queue-depth.ts';
import type { Place } from './entry.ts';
import { replayOf } from './read-topic-record.ts';
import { Places } from './topic.ts';

/** More messages than that are not read: each of them is away from the queue meanwhile. */
export const mostLetters = 10_000;
const tooMany = `the queue holds more than ${mostLetters.toLocaleString('en')} messages`;
const visibilitySeconds = 300;
const messagesAtOnce = 10;

/** The records that wait with the dead letters. */
export interface Letters {
  readonly messages: number;
  has(place: Place): boolean;
}

interface OffsetRange {
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** @param bodies of messages of either kind @param topic records of others are none here */
export function readLetters(bodies: readonly string[], topic: string): Letters {
  const ranges = bodies.flatMap((body) => rangesOf(body, topic));
  const single = new Places();
  for (const { partition, first, last } of ranges) if (first === last) single.add({ partition, offset: first });
  const batches = ranges.filter(({ first, last }) => first < last);
  const isIn =
    ({ partition, offset }: Place) =>
    (range: OffsetRange) =>
      range.partition === partition && range.first <= offset && offset <= range.last;
  return { messages: bodies.length, has: (place) => single.has(place) || batches.some(isIn(place)) };
}

interface BatchInfo {
  readonly KafkaBatchInfo?: {
    readonly recordsInfo?: Readonly<Record<string, { firstRecordOffset?: string; lastRecordOffset?: string }>>;
  };
}

function rangesOf(body: string, topic: string): OffsetRange[] {
  const value = parseJson(body);
  const letter = readDeadLetter(value);
  if (letter) {
    if (letter.topic !== topic) return [];
    const headers = letter.headers.map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')] as const);
    // Of a record that was published again also where it stood first.
    const places = [letter, replayOf({ headers })].filter((place) => place !== undefined);
    return places.map(({ partition, offset }) => ({ partition, first: offset, last: offset }));
  }
  const records = Object.entries((value as BatchInfo | null)?.KafkaBatchInfo?.recordsInfo ?? {});
  return records.flatMap(([name, { firstRecordOffset, lastRecordOffset }]) => {
    const partition = name.startsWith(`${topic}-`) ? name.slice(topic.length + 1) : '';
    if (!/^\d+$/.test(partition)) return [];
    return [{ partition: Number(partition), first: Number(firstRecordOffset), last: Number(lastRecordOffset) }];
  });
}

/** Reads the queue's messages and gives them back. @returns why they cannot be compared, where they cannot */
export async function receiveLetters(
  client: SQSClient,
  queueName: string,
  topic: string,
  signal: AbortSignal,
): Promise<Letters | { readonly unread: string }> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { waiting, taken } = await readQueueDepth(client, QueueUrl);
  if (waiting > mostLetters) return { unread: tooMany };
  if (taken > 0)
    return { unread: `somebody else is reading ${taken} messages of ${queueName}; run it again after that` };
  const bodies = new Map<string, string>();
  const handles: string[] = [];
  try {
    while (handles.length <= mostLetters) {
      signal.throwIfAborted();
      const request = { QueueUrl, MaxNumberOfMessages: messagesAtOnce, VisibilityTimeout: visibilitySeconds };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ ...request, WaitTimeSeconds: 1 }));
      if (Messages.length === 0) return readLetters([...bodies.values()], topic);
      for (const { MessageId = '', Body = '', ReceiptHandle = '' } of Messages) {
        bodies.set(MessageId, Body);
        handles.push(ReceiptHandle);
      }
    }
    return { unread: tooMany };
  } finally {
    await giveBack(client, QueueUrl, handles);
  }
}

async function giveBack(client: SQSClient, QueueUrl: string | undefined, handles: readonly string[]): Promise<void> {
  for (let at = 0; at < handles.length; at += messagesAtOnce) {
    const Entries = handles
      .slice(at, at + messagesAtOnce)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}
