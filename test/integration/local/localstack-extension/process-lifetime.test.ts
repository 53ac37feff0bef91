import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { processStamp } from '../../../../local/processes/process-table.ts';
import { eventually } from '../../../support/eventually.ts';
import { deployFunction } from '../../../support/functions/functions.ts';
import { type OwnLocalstack, startLocalstack } from './own-localstack.ts';
import { createFunction, invoke, lambda } from './test-function.ts';

/** Tells its pid and that of a child: as its answer, or to an address whose answer it waits for. */
const code = `import { spawn } from 'node:child_process';
const pids = [process.pid, spawn('sleep', ['300']).pid];
export const handler = async ({ url }) => {
  if (url) await fetch(url, { method: 'POST', body: JSON.stringify(pids) });
  return pids;
};`;

const running = (pids: readonly number[]) => pids.filter((pid) => processStamp(pid) !== undefined);

/** Pids of functions that wait for ever. */
const waiting: number[] = [];
const server = createServer(async (request) => {
  waiting.push(...((await json(request)) as number[]));
});
let own: OwnLocalstack | undefined;

beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));

afterEach(async () => {
  waiting.splice(0);
  await own?.stop();
  own = undefined;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a function and what it started end when it is deleted', async () => {
  const FunctionName = await createFunction(code);
  const pids = (await invoke(FunctionName)).value as number[];
  const before = running(pids);

  await lambda.send(new DeleteFunctionCommand({ FunctionName }));

  expect(before).toHaveLength(2);
  await eventually(async () => expect(running(pids)).toEqual([]), 10_000, 50);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('functions end with LocalStack, also those at work: %s', async (signal) => {
  own = await startLocalstack();
  const client = new LambdaClient({ ...own.clientSettings, maxAttempts: 1 });
  const frozen = (await invoke(await deployFunction(client, code), {}, client)).value as number[];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const atWork = await deployFunction(client, code, { Timeout: 300 });
  const answer = invoke(atWork, { url }, client).catch((error: Error) => error);
  await eventually(async () => expect(waiting).toHaveLength(2), 20_000, 50);
  const before = running([...frozen, ...waiting]);

  process.kill(own.pid, signal);

  expect(before).toHaveLength(4);
  await eventually(async () => expect(running([own?.pid ?? 0, ...frozen, ...waiting])).toEqual([]), 30_000, 50);
  await answer;
});
