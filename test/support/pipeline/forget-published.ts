import { topic, withKafkaAdmin } from '../../../local/deployment/kafka-admin.ts';
import { settings } from './deployed-pipeline.ts';

/**
 * Forgets every record of the pipeline's topic, as retention does. What other files have published takes long to read; and
 * where stores or registry were made anew since, all of it would count as missing, and nobody could decode what is repaired.
 */
export async function forgetPublished(): Promise<void> {
  await withKafkaAdmin(settings, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic, partitions });
  });
}
