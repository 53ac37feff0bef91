import { randomUUID } from 'node:crypto';
import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { readDeadLetter } from '../../lambdas/core/dead-letter.ts';
import { awaitStored } from '../../local/deployment/await-stored.ts';
import { awsClientOptions } from '../../local/deployment/aws-clients.ts';
import { countDeadLetters, deadLetterQueue } from '../../local/deployment/count-dead-letters.ts';
import { topic } from '../../local/deployment/kafka-admin.ts';
import { eventSourceMapping } from '../../local/services/event-source-mapping/event-source-mapping-service.ts';
import { schemaRegistry } from '../../local/services/schema-registry/schema-registry.ts';
import { Stack } from '../../local/stack.ts';
import { kafka } from '../support/event-source-mapping/topics.ts';
import { eventually } from '../support/eventually.ts';
import {
  invokeFetch,
  lambda,
  missingIds,
  query,
  settings,
  startPipeline,
  usersSchemaId,
} from '../support/pipeline/deployed-pipeline.ts';
import { expectedIds } from '../support/pipeline/offline-api.ts';
import { framed } from '../support/schemas/framed.ts';
import { registerSchema } from '../support/schemas/own-schema-registry.ts';
import { connections } from '../support/stack/stack.ts';

const minutes = 60_000;
const stack = new Stack(settings);
const sqs = new SQSClient(awsClientOptions(settings));
const producer = kafka.producer();
let QueueUrl: string | undefined;
let mappingId: string | undefined;

beforeAll(async () => {
  await startPipeline(10, '2026-05-01');
  ({ QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueue })));
  // What others have left.
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'users-sink' }));
  mappingId = EventSourceMappings?.[0]?.UUID;
  await producer.connect();
}, 10 * minutes);

afterAll(async () => {
  // What this suite made fail is nobody else's.
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await producer.disconnect();
  sqs.destroy();
  lambda.destroy();
});

const stored = () => awaitStored(settings, () => undefined, AbortSignal.timeout(4 * minutes));

/** A record as anybody could write it to the topic. @returns its place, as failure records name it */
async function publish(value: Buffer | null, key: string = randomUUID()) {
  const [sent] = await producer.send({ topic, messages: [{ key, value }] });
  return { partition: `${topic}-${sent?.partition}`, offset: String(sent?.baseOffset) };
}

/** What the mapping itself gives up. */
interface FailureRecord {
  readonly requestContext: { readonly condition: string };
  readonly KafkaBatchInfo: {
    readonly recordsInfo: Readonly<Record<string, { firstRecordOffset: string; lastRecordOffset: string }>>;
  };
}

/** Why the record at the place was given up, as soon as the queue says it. */
async function reasonFor(place: { readonly partition: string; readonly offset: string }): Promise<string> {
  return eventually(async () => {
    const question = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 0 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(question));
    for (const { Body = '', ReceiptHandle } of Messages) {
      const reason = reasonIn(JSON.parse(Body), place);
      if (reason === undefined) continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return reason;
    }
    throw new Error(`No dead letter names ${place.partition} ${place.offset}.`);
  }, 2 * minutes);
}

function reasonIn(
  message: unknown,
  place: { readonly partition: string; readonly offset: string },
): string | undefined {
  const letter = readDeadLetter(message);
  if (letter) {
    const here = `${letter.topic}-${letter.partition}` === place.partition && String(letter.offset) === place.offset;
    return here ? letter.reason : undefined;
  }
  const { requestContext, KafkaBatchInfo } = message as FailureRecord;
  const info = KafkaBatchInfo.recordsInfo[place.partition];
  const here = info?.firstRecordOffset === place.offset && info.lastRecordOffset === place.offset;
  return here ? requestContext.condition : undefined;
}

test.each([
  ['of an unknown schema', async () => framed(2_000_000_000, '{}'), 'SCHEMA_NOT_FOUND'],
  ['without a frame', async () => Buffer.from('{"id":"1"}'), 'DESERIALIZATION_ERROR'],
  ['that does not fit its schema', async () => framed(await usersSchemaId(), '{"id":"1"}'), 'DESERIALIZATION_ERROR'],
])(
  'a record %s waits in the dead letters with its place and the reason',
  async (_, written, reason) => {
    const place = await publish(await written());

    await expect(reasonFor(place)).resolves.toBe(reason);
  },
  4 * minutes,
);

test(
  'a record of another registered schema is decoded, and refused by the sink itself',
  async () => {
    const schema = JSON.stringify({ type: 'object', properties: { order: { type: 'integer' } } });
    const { url } = connections()['schema-registry'];
    const id = await registerSchema(url, `other-${randomUUID()}`, { schema, schemaType: 'JSON' });
    const place = await publish(framed(id, '{"order":7}'));

    await expect(reasonFor(place)).resolves.toBe('INVALID_RECORD');
  },
  4 * minutes,
);

test(
  'a tombstone needs no schema: the user is gone from both stores',
  async () => {
    const date = '2026-05-02';
    await invokeFetch({ date, users: 3 });
    await stored();
    const [id = ''] = await expectedIds(date, 3);

    await publish(null, id);
    await stored();

    await expect(missingIds(date, 3)).resolves.toEqual({ cassandra: [id], postgres: [id] });
    await expect(countDeadLetters(settings)).resolves.toBe(0);
  },
  4 * minutes,
);

test(
  'a run without the registry fails by name, is kept as failed, and the next one of the date succeeds',
  async () => {
    const event = { date: '2026-05-03', users: 20 };
    // A new environment, which has to look the schema up.
    const FunctionName = 'users-fetch';
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: `Anew: ${randomUUID()}` }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
    await stack.stop(schemaRegistry);

    const run = await invokeFetch(event);
    await stack.start(schemaRegistry);
    const next = await invokeFetch(event);

    const { url } = connections()['schema-registry'];
    const problem = `The schema registry ${url} cannot be reached`;
    expect(run).toMatchObject({
      failed: true,
      answer: { errorType: 'SchemaRegistryError', errorMessage: expect.stringContaining(problem) },
    });
    expect(next).toMatchObject({ failed: false, answer: { published: 20 } });
    const runs = 'SELECT state, error FROM pipeline_runs WHERE logical_date = $1 ORDER BY attempt DESC LIMIT 2';
    await expect(query(runs, [event.date])).resolves.toEqual([
      { state: 'succeeded', error: null },
      { state: 'failed', error: expect.stringContaining(`SchemaRegistryError: ${problem}`) },
    ]);
    await stored();
    await expect(missingIds(event.date, event.users)).resolves.toEqual({ cassandra: [], postgres: [] });
  },
  8 * minutes,
);

test(
  'a registry that is away while records are read and published costs no user',
  async () => {
    const [date, users] = ['2026-05-04', 20_000];
    // A poller that begins anew has to look every schema up.
    await stack.stop(eventSourceMapping);
    const run = invokeFetch({ date, users });
    await eventually(async () => {
      const running = "SELECT 1 FROM pipeline_runs WHERE logical_date = $1 AND state = 'running'";
      await expect(query(running, [date])).resolves.toHaveLength(1);
    }, minutes);
    await stack.stop(schemaRegistry);
    await stack.start(eventSourceMapping);

    await expect(run).resolves.toMatchObject({ failed: false, answer: { published: users } });
    await eventually(async () => {
      const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID: mappingId }));
      expect(mapping.LastProcessingResult).toContain(connections()['schema-registry'].url);
    }, minutes);
    await stack.start(schemaRegistry);

    await stored();
    await expect(missingIds(date, users)).resolves.toEqual({ cassandra: [], postgres: [] });
    await expect(countDeadLetters(settings)).resolves.toBe(0);
  },
  8 * minutes,
);
