import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import type { MSKEvent } from 'aws-lambda';
import { zipArchive } from '../../../support/zip-archive.ts';

/** What the test makes of an event, on behalf of the function: its answer, or an error that it throws. */
export interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** A deployed function whose invocations end in the test, which sees each event and decides how the function ends. */
export interface RecordedFunction {
  readonly arn: string;
  readonly name: string;
  /** In the order of their arrival. */
  readonly events: MSKEvent[];
  /** How events are answered from now on; at first with null. */
  reply: (event: MSKEvent) => Reply | Promise<Reply>;
  remove(): Promise<void>;
}

const code = `
export const handler = async (event) => {
  const response = await fetch(process.env.TEST_URL, { method: 'POST', body: JSON.stringify(event) });
  const reply = await response.json();
  if (reply.error) throw new Error(reply.error);
  return reply.value ?? null;
};`;

export async function deployRecordedFunction(lambda: LambdaClient, timeoutSeconds = 60): Promise<RecordedFunction> {
  const name = `poller-test-${randomUUID()}`;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = JSON.parse(Buffer.concat(chunks).toString()) as MSKEvent;
    recorded.events.push(event);
    response.end(JSON.stringify(await recorded.reply(event)));
  });
  const port = await listen(server);
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/test',
      Timeout: timeoutSeconds,
      MemorySize: 512,
      Environment: { Variables: { TEST_URL: `http://127.0.0.1:${port}/` } },
      Code: { ZipFile: zipArchive({ 'index.mjs': code }) },
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: lambda, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
    { FunctionName: name },
  );
  const recorded: RecordedFunction = {
    arn: FunctionArn ?? '',
    name,
    events: [],
    reply: () => ({}),
    remove: async () => {
      await lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
      server.closeAllConnections();
      server.close();
    },
  };
  return recorded;
}

/** The records of events, in the order in which they were delivered. */
export function recordsOf(events: readonly MSKEvent[]) {
  return events.flatMap(({ records }) => Object.values(records).flat());
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}
