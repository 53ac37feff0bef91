import { randomUUID } from 'node:crypto';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type Files, zipArchive } from './zip-archive.ts';

export interface Answer {
  /** The parsed payload. */
  readonly value: unknown;
  /** `Unhandled` when the function failed. */
  readonly functionError: string | undefined;
  /** The last 4 KB of the invocation's log, in lines. */
  readonly log: string[];
}

/** The text of index.mjs, or files by path. */
export type Code = string | Files;
export type FunctionSettings = Partial<Omit<CreateFunctionCommandInput, 'FunctionName' | 'Code'>>;

/** Deploys a function and returns its name once it is active. */
export async function deployFunction(
  client: LambdaClient,
  code: Code,
  settings: FunctionSettings = {},
): Promise<string> {
  const FunctionName = `extension-test-${randomUUID()}`;
  const files = typeof code === 'string' ? { 'index.mjs': code } : code;
  const defaults = {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/test',
  } as const;
  await client.send(
    new CreateFunctionCommand({ FunctionName, ...defaults, ...settings, Code: { ZipFile: zipArchive(files) } }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 }, { FunctionName });
  return FunctionName;
}

export async function invokeFunction(client: LambdaClient, FunctionName: string, event: unknown = {}): Promise<Answer> {
  const answer = await client.send(
    new InvokeCommand({ FunctionName, LogType: 'Tail', Payload: JSON.stringify(event) }),
  );
  const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
  return {
    value: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
    functionError: answer.FunctionError,
    log: log.split('\n').filter((line) => line !== ''),
  };
}
