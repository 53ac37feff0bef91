import { groupId, topic, withKafkaAdmin } from '../../../local/deployment/kafka-admin.ts';
import type { Settings } from '../../../local/settings.ts';

/** Up to where the sink's mapping is done with each partition; -1 where it is with none. */
export function committedOffsets(settings: Settings): Promise<Map<number, number>> {
  return withKafkaAdmin(settings, async (admin) => {
    const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return new Map(group?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  });
}

/** Where each partition ends now. */
export function endOffsets(settings: Settings): Promise<Map<number, number>> {
  return withKafkaAdmin(
    settings,
    async (admin) =>
      new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)])),
  );
}
