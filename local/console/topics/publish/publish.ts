import type { Message, RecordMetadata } from 'kafkajs';
import { confluentFrame } from '../../../../lambdas/core/schema-registry/frame.ts';
import { ConsoleProblem, unusable } from '../../problem.ts';
import type { SchemaVersion } from '../../schemas/answers.ts';
import type { PublishAnswer } from '../answers.ts';
import type { PublishOrder } from './order.ts';

export interface PublishPorts {
  /** @throws ConsoleProblem when there is no such topic */
  readonly partitions: (topic: string) => Promise<readonly number[]>;
  /** The newest version of a subject. @throws ConsoleProblem when there is no such subject */
  readonly newestSchema: (subject: string) => Promise<Pick<SchemaVersion, 'id' | 'format'>>;
  /** How many bytes the topic takes at once, where it tells. */
  readonly mostBytes: (topic: string) => Promise<string | undefined>;
  /** Resolves when all in-sync replicas have it. */
  readonly send: (topic: string, message: Message) => Promise<readonly RecordMetadata[]>;
}

/** Puts one message into a topic. @throws ConsoleProblem naming what is refused, and what can be done */
export async function publish(topic: string, order: PublishOrder, ports: PublishPorts): Promise<PublishAnswer> {
  refuseInternal(topic);
  refuseStrange(topic, order.partition, await ports.partitions(topic));
  const message = messageOf(order, order.framed ? await frameOf(topic, ports) : Buffer.alloc(0));
  const [sent] = await ports.send(topic, message).catch(async (error) => {
    throw await refusalOf(error, topic, message, ports);
  });
  if (!sent) throw new Error(`Kafka does not say where in ${topic} the message is.`);
  return { topic, partition: sent.partition, offset: Number(sent.baseOffset) };
}

function refuseInternal(topic: string): void {
  if (!topic.startsWith('__')) return;
  const remedy = 'Choose a topic that the pipeline, or somebody, has made.';
  throw new ConsoleProblem(403, `${topic} is Kafka's own: nothing is published in it from here.`, remedy);
}

function refuseStrange(topic: string, partition: number | undefined, partitions: readonly number[]): void {
  if (partition === undefined || partitions.includes(partition)) return;
  throw unusable(`partition ${partition} is not there: ${topic} has 0 to ${partitions.length - 1}.`);
}

async function frameOf(topic: string, { newestSchema }: PublishPorts): Promise<Buffer> {
  const subject = `${topic}-value`;
  const { id, format } = await newestSchema(subject);
  if (format === 'JSON') return confluentFrame(id);
  throw unusable(`The schema ${subject} is ${format}, which is not written as text; publish without it.`);
}

function messageOf({ key, value, headers, partition }: PublishOrder, frame: Buffer): Message {
  const byName = Map.groupBy(headers, ({ name }) => name);
  return {
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.concat([frame, Buffer.from(value)]),
    headers: Object.fromEntries([...byName].map(([name, own]) => [name, own.map((one) => one.value)])),
    ...(partition !== undefined && { partition }),
  };
}

const tooLarge: readonly unknown[] = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];

/** What Kafka says of the message, which it would say again; any other error as it is. */
async function refusalOf(error: unknown, topic: string, message: Message, ports: PublishPorts): Promise<unknown> {
  const { name, type, retriable, message: words, cause } = (error ?? {}) as KafkaError;
  if (name !== 'KafkaJSProtocolError') return cause ? refusalOf(cause, topic, message, ports) : error;
  if (tooLarge.includes(type)) {
    const most = await ports.mostBytes(topic);
    const limit = most === undefined ? 'fewer' : `${most} at most (max.message.bytes)`;
    const text = `The message is too large: it has ${sizeOf(message)} bytes, and ${topic} takes ${limit}.`;
    return new ConsoleProblem(413, text, "Publish a smaller one, or raise the topic's limit.", { cause: error });
  }
  if (retriable) return error;
  return new ConsoleProblem(422, `Kafka refuses the message: ${words}`, 'Change it and try again.', { cause: error });
}

type KafkaError = Partial<Error> & { readonly type?: string; readonly retriable?: boolean };

function sizeOf({ key, value, headers = {} }: Message): number {
  const texts = Object.entries(headers).flatMap(([name, values]) => [name, ...[values ?? []].flat()]);
  return [key ?? '', value ?? '', ...texts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
