import kafkajs, { type Kafka, type Producer } from 'kafkajs';

/** The producer of one run, made when it is needed. */
export interface Producers {
  /** @returns one that is connected */
  current(): Promise<Producer>;
  /** Gives up one that has failed: what it believes of its brokers and its records may be wrong for good. */
  discard(failed: Producer): Promise<void>;
}

/** Few: what lasts longer is waited for with a new producer. */
const retries = 3;

/** Lends an idempotent producer for one run: connections that sleep between two runs are closed by brokers. */
export async function lendProducers<Result>(
  kafka: Pick<Kafka, 'producer'>,
  work: (producers: Producers) => Promise<Result>,
): Promise<Result> {
  let open: { readonly producer: Producer; readonly connected: Promise<void> } | undefined;
  const discard = async (producer: Producer) => {
    if (open?.producer === producer) open = undefined;
    await producer.disconnect().catch(() => undefined);
  };
  const current = async () => {
    open ??= connect(kafka);
    const { producer, connected } = open;
    try {
      await connected;
    } catch (error) {
      await discard(producer);
      throw error;
    }
    return producer;
  };
  try {
    return await work({ current, discard });
  } finally {
    if (open) await discard(open.producer);
  }
}

function connect(kafka: Pick<Kafka, 'producer'>) {
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    retry: { retries },
    // Puts a key into the partition that Kafka's own clients put it into.
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  return { producer, connected: producer.connect() };
}
