import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { configKeys } from '../../../lambdas/core/config-keys.ts';
import { connections } from '../stack/stack.ts';
import { lambda } from './deployed-pipeline.ts';

/** An API that gives the users of the offline one, in its own time, unless a test has another answer for a page. */
export interface TestApi extends AsyncDisposable {
  readonly url: string;
  /** What was asked for, as the seed and the page: "users-2026-01-31 2". */
  readonly asked: readonly string[];
  /** Of each answer. */
  delayMs: number;
  /** The status with which a page is refused, and none for all others. */
  refuse: (seed: string, page: number) => number | undefined;
}

export async function testApi(): Promise<TestApi> {
  const asked: string[] = [];
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const answer = async ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const { search, searchParams } = new URL(url, 'http://host');
    const [seed = '', page] = [searchParams.get('seed') ?? '', Number(searchParams.get('page'))];
    asked.push(`${seed} ${page}`);
    const status = api.refuse(seed, page);
    if (status !== undefined) return response.writeHead(status).end('refused');
    await wait(api.delayMs);
    const users = await fetch(new URL(search, connections()['random-user-api'].url));
    return response.writeHead(200).end(await users.text());
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const api: TestApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    asked,
    delayMs: 0,
    refuse: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}

const FunctionName = 'users-fetch';

/** Has the deployed function ask another API, for as long as it may. @returns what makes it as it was deployed. */
export async function fetchingFrom(url: string, timeoutSeconds?: number): Promise<() => Promise<void>> {
  const { Timeout, Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const deployed = Environment?.Variables ?? {};
  const configure = async (variables: Record<string, string>, seconds: number | undefined) => {
    const changes = { Timeout: seconds, Environment: { Variables: variables } };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...changes }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 }, { FunctionName });
  };
  await configure({ ...deployed, [configKeys.randomUserApiUrl]: url }, timeoutSeconds ?? Timeout);
  return () => configure(deployed, Timeout);
}
