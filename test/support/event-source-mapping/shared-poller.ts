import type { MSKEvent } from 'aws-lambda';
import { afterTest, cleanUp, cleanUpFile, keepForFile } from './clean-up.ts';
import {
  type FollowedTopic,
  followedTopic,
  groupReaches,
  type MappedTopic,
  type MappedTopicOptions,
} from './mapped-topic.ts';
import { createMapping } from './mappings.ts';
import { type PollerProcess, spawnPoller } from './poller-process.ts';
import { deployFunction, type RecordedFunction, type ReplyTo } from './recorded-function.ts';
import { createTopic, deleteRecords, produce } from './topics.ts';

/** One poller program and one function that serve all the mappings of a test file. */
export class SharedPoller {
  #poller: PollerProcess | undefined;
  #recorded: RecordedFunction | undefined;
  readonly #followed = new Map<string, FollowedTopic>();

  /** To be called at the top of a test file. */
  static forThisFile(): SharedPoller {
    const shared = new SharedPoller();
    beforeAll(async () => {
      shared.#recorded = await deployFunction();
      await shared.launch();
      keepForFile();
    });
    afterEach(async () => {
      await cleanUp();
      if (shared.process.ended) await shared.launch();
    });
    afterAll(async () => {
      await cleanUpFile();
      await shared.process.stop('SIGKILL');
    });
    return shared;
  }

  get process(): PollerProcess {
    if (this.#poller === undefined) throw new Error('The poller is started before the first test.');
    return this.#poller;
  }

  get recorded(): RecordedFunction {
    if (this.#recorded === undefined) throw new Error('The function is deployed before the first test.');
    return this.#recorded;
  }

  /** Starts the program, in place of one that a test has stopped. */
  async launch(): Promise<void> {
    this.#poller = await spawnPoller();
  }

  /** Has the topic's events, which come to the file's function or to this one, seen and answered by the test. */
  follow(topic: string, reply: ReplyTo = () => ({}), recorded: RecordedFunction = this.recorded): FollowedTopic {
    const followed = followedTopic(topic, reply);
    this.#followed.set(topic, followed);
    afterTest(async () => this.#followed.delete(topic));
    recorded.reply = (event, version) => {
      const receiver = this.#followed.get(topicOf(event));
      receiver?.events.push(event);
      return receiver?.reply(event, version) ?? {};
    };
    return followed;
  }

  async map({
    topic: given,
    partitions,
    topicConfig,
    messages = [],
    deletedBefore,
    reply,
    recorded = this.recorded,
    untilEnabled = true,
    ...settings
  }: MappedTopicOptions = {}): Promise<MappedTopic> {
    const topic = given ?? (await createTopic(partitions, topicConfig));
    if (messages.length > 0) await produce(topic, messages);
    if (deletedBefore !== undefined) await deleteRecords(topic, deletedBefore);
    const followed = this.follow(topic, reply, recorded);
    const uuid = await createMapping(recorded, topic, settings);
    const groupId = settings.SelfManagedKafkaEventSourceConfig?.ConsumerGroupId ?? uuid;
    if (untilEnabled && settings.Enabled !== false) await this.process.hasState(uuid, 'Enabled');
    return Object.assign(followed, {
      uuid,
      status: () => this.process.statusOf(uuid),
      committed: (...offsets: number[]) => groupReaches(groupId, topic, offsets),
    });
  }
}

function topicOf({ records }: MSKEvent): string {
  return Object.values(records)[0]?.[0]?.topic ?? '';
}
