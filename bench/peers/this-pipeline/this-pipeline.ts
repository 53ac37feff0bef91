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
    start: (from) => withKafkaAdmin(settings, (admin) => (from === 'end' ? skipTopic(admin) : forgetGroup(admin))),
    begin: () => switchMapping(settings, true),
    awaitDone: () => stored.untilLast(stores),
    stop: () => switchMapping(settings, false),
    processes: () => ({ own: [...poller.pids(), ...sink.pids()], platform: localstack.pids() }),
  };
}

/** The mapping reads a topic from its beginning where its group has read nothing. */
async function forgetGroup(admin: Admin): Promise<void> {
  await admin.deleteGroups([groupId]);
}

/** It takes five seconds: kafkajs joins the group for it. */
async function skipTopic(admin: Admin): Promise<void> {
  const offsets = await admin.fetchTopicOffsets(topic);
  const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
  await admin.setOffsets({ groupId, topic, partitions });
}
