import type { MSKEvent } from 'aws-lambda';
import type { Message } from 'kafkajs';
import type { WorkerStatus } from '../../../local/event-source-mapping/worker/worker-status.ts';
import { eventually } from '../eventually.ts';
import { afterTest } from './clean-up.ts';
import type { MappingSettings } from './mappings.ts';
import { offsetsOf, type RecordedFunction, type Reply, type ReplyTo } from './recorded-function.ts';
import { committedOffsets, produce, type TopicConfig } from './topics.ts';

/** A topic and what a function gets of it. */
export interface FollowedTopic {
  readonly topic: string;
  /** Those of this topic, in the order of their arrival. */
  readonly events: MSKEvent[];
  /** How this topic's events are answered from now on. */
  reply: ReplyTo;
  /** An answer that comes when it is released, or when the test is over. */
  hold(): Promise<Reply>;
  release(): void;
  produce(messages: Message[]): Promise<void>;
  /** Of the records of each event. */
  offsets(): number[][];
  /** Waits for so many invocations. */
  invoked(times: number): Promise<void>;
}

/** A topic with a mapping of its own, to the file's function or to one that the test has deployed. */
export interface MappedTopic extends FollowedTopic {
  readonly uuid: string;
  status(): Promise<Partial<WorkerStatus>>;
  /** Waits until the group's offsets are these, partition by partition. */
  committed(...offsets: number[]): Promise<void>;
}

export interface MappedTopicOptions extends MappingSettings {
  /** Instead of a new one. */
  readonly topic?: string;
  readonly partitions?: number;
  readonly topicConfig?: TopicConfig;
  /** In the topic before the mapping is there. */
  readonly messages?: Message[];
  /** Those of its first partition are gone again up to this offset. */
  readonly deletedBefore?: number;
  readonly reply?: ReplyTo;
  /** Instead of the file's own. */
  readonly recorded?: RecordedFunction;
  /** False for a mapping that cannot be polled. */
  readonly untilEnabled?: boolean;
}

const waitMs = 30_000;

export function followedTopic(topic: string, reply: ReplyTo): FollowedTopic {
  const events: MSKEvent[] = [];
  const held = new Set<(reply: Reply) => void>();
  const release = () => {
    for (const resolve of held) resolve({});
    held.clear();
  };
  afterTest(async () => release());
  return {
    topic,
    events,
    reply,
    hold: () => new Promise((resolve) => held.add(resolve)),
    release,
    produce: (messages) => produce(topic, messages),
    offsets: () => events.map(offsetsOf),
    invoked: (times) => eventually(async () => expect(events.length).toBeGreaterThanOrEqual(times), waitMs, 20),
  };
}

/** Waits until the group's offsets in the topic are these, partition by partition. */
export function groupReaches(groupId: string, topic: string, offsets: readonly number[]): Promise<void> {
  return eventually(
    async () => expect([...(await committedOffsets(groupId, topic)).values()]).toEqual(offsets),
    waitMs,
  );
}
