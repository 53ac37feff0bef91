import kafkajs from 'kafkajs';
import { kafkaDestination } from '../../../../../../local/event-source-mapping/sender/destinations/kafka-destination.ts';
import type { FailureMessage } from '../../../../../../local/event-source-mapping/sender/destinations/kafka-failure-message.ts';
import { offsetsOf } from '../../event-records.ts';
import { givenUpBatch } from './given-up-batch.ts';

/** What a broker answers, at the end of the retries that kafkajs makes of it. */
function refusal(type: string, retriable = false): Error {
  const answer = new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 1, retriable }));
  return new kafkajs.KafkaJSNumberOfRetriesExceeded(answer, { retryCount: 3, retryTime: 100 });
}

/** A destination whose topic answers with these errors, one after the other, and then takes what comes. */
function answering(...errors: (Error | undefined)[]) {
  const written: FailureMessage[] = [];
  const lines: string[] = [];
  const stop = new AbortController();
  let closed = 0;
  const writer = {
    write: async (message: FailureMessage) => {
      const error = errors.shift();
      if (error?.name === 'AbortError') stop.abort();
      if (error) throw error;
      written.push(message);
    },
    close: async () => {
      closed += 1;
    },
  };
  const destination = kafkaDestination(writer, (records) => JSON.stringify(offsetsOf(records)), {
    destination: 'kafka://failures',
    backoff: { firstMs: 0, maxMs: 0 },
    log: (line) => lines.push(line),
    onFailure: () => undefined,
  });
  const payloads = () => written.map(({ value }) => JSON.parse(value).payload);
  return {
    destination,
    payloads,
    lines,
    deliver: () => destination.deliver(givenUpBatch, stop.signal),
    isClosed: () => closed,
  };
}

test('each record gets a message of its own, in order', async () => {
  const { deliver, payloads } = answering();

  const taken = await deliver();

  expect(taken).toBe(2);
  expect(payloads()).toEqual([[7], [8]]);
});

test.each([
  ['of the network', new Error('connect ECONNREFUSED')],
  ['that Kafka has no name for', refusal('UNKNOWN')],
  ['of a moment', refusal('LEADER_NOT_AVAILABLE', true)],
])('a failure %s is waited for', async (_, error) => {
  const { deliver, payloads, lines } = answering(error, error);

  const taken = await deliver();

  expect(taken).toBe(2);
  expect(payloads()).toEqual([[7], [8]]);
  expect(lines).toEqual([expect.stringContaining('waiting for the on-failure destination kafka://failures')]);
});

test.each([
  ['UNKNOWN_TOPIC_OR_PARTITION', "Create the topic, or change the mapping's OnFailure destination."],
  ['TOPIC_AUTHORIZATION_FAILED', "Allow writing to it, or change the mapping's OnFailure destination."],
])('%s is a refusal of all that follow too', async (type, remedy) => {
  const { deliver, payloads, lines } = answering(undefined, refusal(type));

  const taken = await deliver();

  expect(taken).toBe(1);
  expect(payloads()).toEqual([[7]]);
  expect(lines).toEqual([expect.stringContaining(remedy)]);
});

test('a topic that does not exist is not waited for, though a broker would have it so', async () => {
  const { deliver } = answering(refusal('UNKNOWN_TOPIC_OR_PARTITION', true));

  expect(await deliver()).toBe(0);
});

test.each([
  ['MESSAGE_TOO_LARGE', 'Raise max.message.bytes of the topic.'],
  ['RECORD_LIST_TOO_LARGE', 'Raise max.message.bytes of the topic.'],
  ['INVALID_RECORD', 'A record without a key needs a topic that is not compacted.'],
])('%s is a refusal of one message alone', async (type, remedy) => {
  const { deliver, payloads, lines } = answering(refusal(type));

  const taken = await deliver();

  expect(taken).toBe(1);
  expect(payloads()).toEqual([[8]]);
  expect(lines).toEqual([expect.stringContaining(remedy)]);
});

test('the end of polling ends the waiting, and leaves the rest', async () => {
  const { deliver, payloads } = answering(Object.assign(new Error('the end'), { name: 'AbortError' }));

  expect(await deliver()).toBe(0);
  expect(payloads()).toEqual([]);
});

test('is closed with its producer', async () => {
  const { destination, isClosed } = answering();

  await destination.close();

  expect(isClosed()).toBe(1);
});
