import kafkajs from 'kafkajs';

const partitioner = kafkajs.Partitioners.DefaultPartitioner();

/** In which of so many partitions the producers put a user: by its key, as every client of Kafka does by default. */
export function partitionOf(id: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId }));
  return partitioner({ topic: '', partitionMetadata: partitionMetadata as never, message: { key: id, value: null } });
}
