import { randomUUID } from 'node:crypto';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { clientSettings } from '../../../support/client-settings.ts';
import { type Files, zipArchive } from '../../../support/zip-archive.ts';

/** Of the tests' LocalStack. */
export const lambda = new LambdaClient(clientSettings());

export interface Answer {
  /** The parsed payload. */
  readonly value: unknown;
  /** `Unhandled` when the function failed. */
  readonly functionError: string | undefined;
  /** The last 4 KB of the invocation's log, in lines. */
  readonly log: string[];
}

export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** The text of index.mjs, or files by path. */
type Code = string | Files;
type Settings = Partial<Omit<CreateFunctionCommandInput, 'FunctionName' | 'Code'>>;
const created: string[] = [];

/** Deploys a function for one test on the tests' LocalStack, until `deleteFunctions`. */
export async function createFunction(code: Code, settings: Settings = {}): Promise<string> {
  const name = await deployFunction(lambda, code, settings);
  created.push(name);
  return name;
}

export async function deployFunction(client: LambdaClient, code: Code, settings: Settings = {}): Promise<string> {
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

export async function invoke(FunctionName: string, event: unknown = {}, client = lambda): Promise<Answer> {
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

/** Deploys the code, invokes it once and returns the error that it must answer. */
export async function invokeFailing(code: Code, settings: Settings = {}) {
  const answer = await invoke(await createFunction(code, settings));
  expect(answer.functionError).toBe('Unhandled');
  return { ...answer, error: answer.value as ErrorPayload };
}

/** What comes back from a process that ends by itself with the status. */
export function exited(status: number): ErrorPayload {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(
      new RegExp(`^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status ${status}$`),
    ),
  };
}

/** Two answers of a function that counts its invocations, the one when `exit` ends its process, and the next. */
export async function answersAroundExit(name: string): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const event of [{}, {}, { exit: true }, {}]) answers.push((await invoke(name, event)).value);
  return answers;
}

/** The REPORT line's fields by name. */
export function report(log: readonly string[]): Record<string, string> {
  const line = log.find((text) => text.startsWith('REPORT ')) ?? '';
  return Object.fromEntries(line.split('\t').map((field) => field.split(': ') as [string, string]));
}

export async function deleteFunctions(): Promise<void> {
  const names = created.splice(0);
  await Promise.all(names.map((FunctionName) => lambda.send(new DeleteFunctionCommand({ FunctionName }))));
}
