import type { Admin } from 'kafkajs';
import { groupId, topic, withKafkaAdmin } from '../../../local/deployment/kafka-admin.ts';
import { victims } from '../../../test/fault/faults/victims.ts';
import { switchMapping } from '../../mapping.ts';
import type { Contender, PeerContext, StoreName } from '../contender.ts';

/**
 * This pipeline, which runs already: a turn of it begins with switching its mapping on. Its own are the poller and the
 * processes of the sink function; LocalStack, through which records go to the function, stands for AWS's Lambda.
 */
export function thisPipeline({ stack: { settings }, stored }: PeerContext): Contender {
  const { poller, sink, localstack } = victims(settings);
  const stores: StoreName[] = ['cassandra', 'postgres'];
  return {
    name: 'this pipeline',
    stores,
    follows: true,
    start: async () => undefined,
    async begin(from) {
      await withKafkaAdmin(settings, (admin) => aimGroup(admin, from));
      await switchMapping(settings, true);
    },
    awaitDone: () => stored.untilLast(stores),
    stop: () => switchMapping(settings, false),
    processes: () => ({ own: [...poller.pids(), ...sink.pids()], platform: localstack.pids() }),
  };
}

/** The mapping would take "latest" for no offset at all, and begin where it began first: the end is told by its number. */
async function aimGroup(admin: Admin, from: 'beginning' | 'end'): Promise<void> {
  const offsets = await admin.fetchTopicOffsets(topic);
  const partitions = offsets.map(({ partition, low, high }) => ({ partition, offset: from === 'end' ? high : low }));
  await admin.setOffsets({ groupId, topic, partitions });
}
