import { existsSync } from 'node:fs';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateFunctionCodeCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { eventually } from '../../../support/eventually.ts';
import { logGroupText } from '../../../support/functions/function-logs.ts';
import { zipArchive } from '../../../support/functions/zip-archive.ts';
import { clientSettings } from '../../../support/stack/client-settings.ts';
import { type HeldRequests, holdRequests } from './held-requests.ts';
import { createFunction, deleteFunctions, invoke, lambda } from './test-function.ts';

const logs = new CloudWatchLogsClient(clientSettings());
let held: HeldRequests;

beforeAll(async () => {
  held = await holdRequests();
});

afterAll(async () => {
  await deleteFunctions();
  held.close();
  logs.destroy();
});

const newCode = 'export const handler = async () => "new";';
/** Where the function's code lies, which is told by a part of it that is loaded late. */
const late = 'export const directory = import.meta.dirname;';

async function update(FunctionName: string, code: string): Promise<void> {
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipArchive({ 'index.mjs': code }) }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30, minDelay: 0.05 }, { FunctionName });
}

/** Invokes a function, deploys new code as soon as it waits, and lets it go on once the new code is what answers. */
async function updateMeanwhile(FunctionName: string) {
  const underWay = invoke(FunctionName);
  await eventually(async () => expect(held.bodies).toHaveLength(1), 20_000, 20);
  await update(FunctionName, newCode);
  const next = await invoke(FunctionName);
  held.release();
  return { next, old: await underWay };
}

test.each([
  [
    'at work',
    `export const handler = async () => {
      await fetch(process.env.URL);
      console.log('the last words');
      return (await import('./late.mjs')).directory;
    };`,
  ],
  [
    'about to start',
    `await fetch(process.env.URL);
    const { directory } = await import('./late.mjs');
    export const handler = async () => {
      console.log('the last words');
      return directory;
    };`,
  ],
])('an environment that is %s when the code is updated ends with the code that it began with', async (_, code) => {
  const settings = { Timeout: 30, Environment: { Variables: { URL: held.url } } };
  const FunctionName = await createFunction({ 'index.mjs': code, 'late.mjs': late }, settings);

  const { old, next } = await updateMeanwhile(FunctionName);

  expect(next).toMatchObject({ value: 'new', functionError: undefined });
  expect(old).toMatchObject({ value: expect.stringMatching(/\/code$/), functionError: undefined });
  await eventually(async () => expect(existsSync(old.value as string)).toBe(false), 10_000, 50);
  await eventually(
    async () => expect(await logGroupText(logs, `/aws/lambda/${FunctionName}`)).toContain('the last words'),
    10_000,
    50,
  );
});

test('invocations one after the other never fail while the code is updated again and again', async () => {
  const FunctionName = await createFunction(newCode);
  let isUpdating = true;
  const updating = (async () => {
    for (let version = 1; version <= 8; version += 1) {
      await update(FunctionName, `export const handler = async () => ${version};`);
    }
  })().finally(() => {
    isUpdating = false;
  });

  const answers = [];
  while (isUpdating) answers.push(await invoke(FunctionName));
  await updating;

  expect(answers.filter(({ functionError }) => functionError !== undefined)).toEqual([]);
  expect((await invoke(FunctionName)).value).toBe(8);
});
