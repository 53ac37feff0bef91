import kafkajs, { type Kafka, type Producer } from 'kafkajs';

/** Lends an idempotent producer for one run: connections that sleep between two runs are closed by brokers. */
export async function withProducer<Result>(
  kafka: Kafka,
  work: (producer: Producer) => Promise<Result>,
): Promise<Result> {
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    // Puts a key into the partition that Kafka's own clients put it into.
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}
