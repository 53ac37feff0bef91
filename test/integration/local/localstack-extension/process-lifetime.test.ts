import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { processStamp } from '../../../../local/processes/process-table.ts';
import { eventually } from '../../../support/eventually.ts';
import { deployFunction } from '../../../support/functions/functions.ts';
import { type HeldRequests, holdRequests } from './held-requests.ts';
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

let held: HeldRequests;
let own: OwnLocalstack | undefined;

beforeAll(async () => {
  held = await holdRequests();
});

afterEach(async () => {
  held.release();
  await own?.stop();
  own = undefined;
});

afterAll(() => held.close());

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
  const atWork = await deployFunction(client, code, { Timeout: 300 });
  const answer = invoke(atWork, { url: held.url }, client).catch((error: Error) => error);
  await eventually(async () => expect(held.bodies).toHaveLength(1), 20_000, 50);
  const waiting = JSON.parse(held.bodies[0] ?? '[]') as number[];
  const before = running([...frozen, ...waiting]);

  process.kill(own.pid, signal);

  expect(before).toHaveLength(4);
  await eventually(async () => expect(running([own?.pid ?? 0, ...frozen, ...waiting])).toEqual([]), 30_000, 50);
  await answer;
});
