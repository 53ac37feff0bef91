import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { eventually } from '../../../support/eventually.ts';
import {
  cleanUp,
  clientSettings,
  committedOffset,
  createMapping,
  createTopic,
  deployFunction,
  numbered,
  produce,
  startPoller,
  updateMapping,
} from './poller-fixture.ts';
import { recordsOf } from './recorded-function.ts';

const sqs = new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false });

afterEach(cleanUp);

function offsetsOf(event: Parameters<typeof recordsOf>[0][number]): number[] {
  return recordsOf([event]).map(({ offset }) => offset);
}

test('batches come in order, and the group of the mapping stands behind the last record', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { BatchSize: 3 });
  await produce(topic, numbered(7));

  await startPoller(uuid);
  await eventually(async () => expect(recordsOf(recorded.events)).toHaveLength(7), 20_000);

  expect(recorded.events.map(offsetsOf)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(7), 5000);
});

test('nothing is committed before the function has succeeded, and a killed poller loses nothing', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { BatchSize: 5 });
  await produce(topic, numbered(20));
  let answered = 0;
  recorded.reply = async () => {
    answered += 1;
    if (answered === 3) await new Promise(() => undefined);
    return {};
  };

  const killed = await startPoller(uuid);
  await eventually(async () => expect(recorded.events).toHaveLength(3), 20_000);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(10), 5000);
  await killed.stop('SIGKILL');
  const before = recorded.events.length;
  recorded.reply = () => ({});
  await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(20), 60_000);

  expect(recorded.events.slice(before).map(offsetsOf)).toEqual([
    [10, 11, 12, 13, 14],
    [15, 16, 17, 18, 19],
  ]);
});

test('SIGTERM ends the program in time, with the batch under way neither finished nor committed', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic);
  await produce(topic, numbered(3));
  recorded.reply = () => new Promise(() => undefined);
  const poller = await startPoller(uuid);
  await eventually(async () => expect(recorded.events).toHaveLength(1), 20_000);

  const startedAt = Date.now();
  const exitCode = await poller.stop('SIGTERM');

  expect(exitCode).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(11_000);
  expect(await committedOffset(uuid, topic)).toBe(0);
});

test('a batch that keeps failing is retried, then described to the queue, and the partition goes on', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `poller-test-${randomUUID()}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const uuid = await createMapping(recorded, topic, {
    BatchSize: 2,
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: Attributes?.QueueArn } },
  });
  recorded.reply = (event) => (offsetsOf(event).includes(0) ? { error: 'poison' } : {});
  await produce(topic, numbered(4));

  await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(4), 30_000);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));

  expect(recorded.events.map(offsetsOf)).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
    [2, 3],
  ]);
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3, functionArn: recorded.arn },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    KafkaBatchInfo: {
      batchSize: 2,
      recordsInfo: { [`${topic}-0`]: { firstRecordOffset: '0', lastRecordOffset: '1' } },
    },
  });
});

test('after a partial failure only the record named comes again, and the offset waits for it', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await produce(topic, numbered(8));
  const committedAtRetry: number[] = [];
  recorded.reply = async (event) => {
    if (offsetsOf(event).length === 8) {
      return { value: { batchItemFailures: [{ itemIdentifier: { partition: `${topic}-0`, offset: 5 } }] } };
    }
    await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(5), 5000);
    committedAtRetry.push(await committedOffset(uuid, topic));
    return {};
  };

  await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(8), 20_000);

  expect(recorded.events.map(offsetsOf)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [5]]);
  expect(committedAtRetry).toEqual([5]);
});

test('a mapping that is disabled rests, and goes on where it was when it is enabled', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  const uuid = await createMapping(recorded, topic);
  await produce(topic, numbered(3));
  const poller = await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(3), 20_000);

  await updateMapping({ UUID: uuid, Enabled: false });
  await poller.hasState('Disabled');
  await produce(topic, numbered(3, 0, 3));
  await updateMapping({ UUID: uuid, Enabled: true });
  await poller.hasState('Enabled');
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(6), 20_000);

  expect(recordsOf(recorded.events).map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('LATEST begins behind the records that were there', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic();
  await produce(topic, numbered(3));
  const uuid = await createMapping(recorded, topic, { StartingPosition: 'LATEST' });

  await startPoller(uuid);
  await produce(topic, numbered(2, 0, 3));
  await eventually(async () => expect(await committedOffset(uuid, topic)).toBe(5), 20_000);

  expect(recordsOf(recorded.events).map(({ offset }) => offset)).toEqual([3, 4]);
});

test('a slow function holds up its own partition only', async () => {
  const recorded = await deployFunction();
  const topic = await createTopic(2);
  const uuid = await createMapping(recorded, topic, { BatchSize: 1 });
  recorded.reply = (event) => (`${topic}-0` in event.records ? new Promise(() => undefined) : {});
  await produce(topic, [...numbered(2, 0), ...numbered(5, 1)]);

  await startPoller(uuid);
  await eventually(async () => expect(await committedOffset(uuid, topic, 1)).toBe(5), 20_000);

  const ofSlow = recordsOf(recorded.events).filter(({ partition }) => partition === 0);
  expect(ofSlow.map(({ offset }) => offset)).toEqual([0]);
});
