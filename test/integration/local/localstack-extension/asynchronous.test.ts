import { randomUUID } from 'node:crypto';
import { InvokeCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployFunction } from '../../../support/functions/functions.ts';
import { type OwnLocalstack, startLocalstack } from './own-localstack.ts';

let own: OwnLocalstack;
let lambda: LambdaClient;
let sqs: SQSClient;

beforeAll(async () => {
  // Seconds between the attempts: AWS waits one minute, then two.
  own = await startLocalstack({ LAMBDA_RETRY_BASE_DELAY: '1' });
  lambda = new LambdaClient(own.clientSettings);
  sqs = new SQSClient({ ...own.clientSettings, useQueueUrlAsEndpoint: false });
});

afterAll(() => own?.stop());

async function createQueue(): Promise<{ url: string; arn: string }> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `extension-test-${randomUUID()}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl ?? '', arn: Attributes?.QueueArn ?? '' };
}

/** Invokes asynchronously and returns what the function's destination for this outcome is told. */
async function toldTo(outcome: 'OnSuccess' | 'OnFailure', code: string, event: object): Promise<unknown> {
  const FunctionName = await deployFunction(lambda, code);
  const queue = await createQueue();
  const DestinationConfig = { [outcome]: { Destination: queue.arn } };
  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));

  const Payload = JSON.stringify(event);
  const { StatusCode } = await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 }));
  expect(StatusCode).toBe(202);
  return JSON.parse(Messages?.[0]?.Body ?? 'null');
}

test('tells the destination what an asynchronous invocation answered', async () => {
  const told = await toldTo('OnSuccess', 'export const handler = async ({ n }) => ({ doubled: 2 * n });', { n: 21 });

  expect(told).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    requestPayload: { n: 21 },
    responsePayload: { doubled: 42 },
  });
});

test('runs an asynchronous invocation that fails twice more, then tells the on-failure destination', async () => {
  const failing =
    'let attempt = 0; export const handler = async () => { attempt += 1; throw new Error(String(attempt)); };';

  const told = await toldTo('OnFailure', failing, { n: 1 });

  expect(told).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { n: 1 },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: '3' },
  });
});

test('tells success when the last attempt succeeds', async () => {
  const recovering = `let attempt = 0;
    export const handler = async () => { attempt += 1; if (attempt < 3) throw new Error('not yet'); return attempt; };`;

  const told = await toldTo('OnSuccess', recovering, {});

  expect(told).toMatchObject({ requestContext: { approximateInvokeCount: 3 }, responsePayload: 3 });
});
