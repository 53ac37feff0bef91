import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Answer,
  type Code,
  deployFunction,
  type FunctionSettings,
  invokeFunction,
} from '../../../support/functions/functions.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';

/** Of the tests' LocalStack. */
export const lambda = new LambdaClient(clientSettings());

export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

const created: string[] = [];

/** Deploys a function for one test on the tests' LocalStack, until `deleteFunctions`. */
export async function createFunction(code: Code, settings: FunctionSettings = {}): Promise<string> {
  const name = await deployFunction(lambda, code, settings);
  created.push(name);
  return name;
}

export function invoke(FunctionName: string, event: unknown = {}, client = lambda): Promise<Answer> {
  return invokeFunction(client, FunctionName, event);
}

/** Deploys the code, invokes it once and returns the error that it must answer. */
export async function invokeFailing(code: Code, settings: FunctionSettings = {}) {
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
