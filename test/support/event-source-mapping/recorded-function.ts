import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
  ResourceNotFoundException,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { MSKEvent } from 'aws-lambda';
import { zipArchive } from '../functions/zip-archive.ts';
import { afterTest } from './clean-up.ts';
import { lambda } from './mappings.ts';

/** What the test makes of an event, on behalf of the function: its answer, or an error that it throws. */
export interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** `version` counts the function's code from 1. */
export type ReplyTo = (event: MSKEvent, version: number) => Reply | Promise<Reply>;

/** A deployed function whose invocations end in the test, which sees each event and decides how the function ends. */
export interface RecordedFunction {
  readonly arn: string;
  readonly name: string;
  /** In the order of their arrival. */
  readonly events: MSKEvent[];
  /** How events are answered from now on; at first with null. */
  reply: ReplyTo;
  /** Deploys the code anew, as its next version. */
  redeploy(): Promise<void>;
  /** Lets so many invocations run at one time; undefined: as many as there are. */
  limitConcurrency(invocations: number | undefined): Promise<void>;
  remove(): Promise<void>;
}

const code = (version: number) => `
export const handler = async (event) => {
  const headers = { 'code-version': '${version}' };
  const response = await fetch(process.env.TEST_URL, { method: 'POST', headers, body: JSON.stringify(event) });
  const reply = await response.json();
  if (reply.error) throw new Error(reply.error);
  return reply.value ?? null;
};`;
const archive = (version: number) => zipArchive({ 'index.mjs': code(version) });

/** Deploys a function until the test is over, to the tests' LocalStack unless the client is that of another emulator. */
export async function deployFunction(timeoutSeconds = 60, client = lambda): Promise<RecordedFunction> {
  const waiting = { client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };
  const FunctionName = `poller-test-${randomUUID()}`;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = JSON.parse(Buffer.concat(chunks).toString()) as MSKEvent;
    recorded.events.push(event);
    response.end(JSON.stringify(await recorded.reply(event, Number(request.headers['code-version']))));
  });
  const port = await listen(server);
  const { FunctionArn } = await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::000000000000:role/test',
      Timeout: timeoutSeconds,
      MemorySize: 512,
      Environment: { Variables: { TEST_URL: `http://127.0.0.1:${port}/` } },
      Code: { ZipFile: archive(1) },
    }),
  );
  await waitUntilFunctionActiveV2(waiting, { FunctionName });
  let version = 1;
  const recorded: RecordedFunction = {
    arn: FunctionArn ?? '',
    name: FunctionName,
    events: [],
    reply: () => ({}),
    redeploy: async () => {
      version += 1;
      await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: archive(version) }));
      await waitUntilFunctionUpdatedV2(waiting, { FunctionName });
    },
    limitConcurrency: async (invocations) => {
      const command =
        invocations === undefined
          ? new DeleteFunctionConcurrencyCommand({ FunctionName })
          : new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: invocations });
      // One overload for each command.
      await client.send(command as PutFunctionConcurrencyCommand);
    },
    remove: async () => {
      await client.send(new DeleteFunctionCommand({ FunctionName })).catch((error: unknown) => {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      });
      server.closeAllConnections();
      server.close();
    },
  };
  afterTest(() => recorded.remove());
  return recorded;
}

/** The records of events, in the order in which they were delivered. */
export function recordsOf(events: readonly MSKEvent[]) {
  return events.flatMap(({ records }) => Object.values(records).flat());
}

export function offsetsOf(event: MSKEvent): number[] {
  return recordsOf([event]).map(({ offset }) => offset);
}

/** The values of an event's records as text. */
export function valuesOf(event: MSKEvent): string[] {
  return recordsOf([event]).map(({ value }) => Buffer.from(value ?? '', 'base64').toString());
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}
