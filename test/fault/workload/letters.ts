import { readDeadLetter } from '../../../lambdas/core/dead-letter.ts';
import { account, awsEndpoint, region } from '../../../local/deployment/aws-clients.ts';
import { topic } from '../../../local/deployment/kafka-admin.ts';
import type { Settings } from '../../../local/settings.ts';
import type { Place } from './topic-writer.ts';

/** Offsets of a partition, both ends included. */
export interface OffsetRange {
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** A dead letter, as far as it says where its records stand. */
export interface Letter {
  /** Of the sink's letter, or the condition of the mapping's. */
  readonly reason: string;
  /** How many records it is about. The mapping names the first and the last one of each partition only. */
  readonly records: number;
  readonly ranges: readonly OffsetRange[];
}

interface MappingLetter {
  readonly requestContext: { readonly condition: string };
  readonly KafkaBatchInfo: {
    readonly batchSize: number;
    readonly recordsInfo: Readonly<Record<string, { firstRecordOffset: string; lastRecordOffset: string }>>;
  };
}

/**
 * The dead letters, without taking one: by LocalStack's own page of a queue's messages, because who receives them hides
 * them from others.
 */
export async function readLetters(settings: Settings): Promise<Letter[]> {
  return (await readBodies(settings)).map((body) => {
    const letter = readDeadLetter(body);
    if (letter) {
      const { reason, partition, offset } = letter;
      return { reason, records: 1, ranges: [{ partition, first: offset, last: offset }] };
    }
    const { requestContext, KafkaBatchInfo } = body as MappingLetter;
    const ranges = Object.entries(KafkaBatchInfo.recordsInfo).map(([name, info]) => ({
      partition: Number(name.slice(topic.length + 1)),
      first: Number(info.firstRecordOffset),
      last: Number(info.lastRecordOffset),
    }));
    return { reason: requestContext.condition, records: KafkaBatchInfo.batchSize, ranges };
  });
}

export function holds({ partition, first, last }: OffsetRange, record: Pick<Place, 'partition' | 'offset'>): boolean {
  return partition === record.partition && first <= record.offset && record.offset <= last;
}

/** The messages' bodies, parsed. */
export async function readBodies(settings: Settings): Promise<unknown[]> {
  const endpoint = awsEndpoint(settings);
  const queue = `${endpoint}/queue/${region}/${account}/users-sink-failures`;
  const query = new URLSearchParams({ QueueUrl: queue, ShowInvisible: 'true' });
  const response = await fetch(`${endpoint}/_aws/sqs/messages?${query}`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  const answer = (await response.json()) as {
    ReceiveMessageResponse?: { ReceiveMessageResult?: { Message?: Message | Message[] } | null };
  };
  if (!answer.ReceiveMessageResponse)
    throw new Error(`${endpoint} shows no messages of the queue: ${response.status}.`);
  const { Message: messages } = answer.ReceiveMessageResponse.ReceiveMessageResult ?? {};
  return [messages ?? []].flat().map(({ Body }) => JSON.parse(Body));
}

interface Message {
  readonly Body: string;
}
