import {
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { StartError } from '../../local/start-error.ts';
import type { BenchStack } from '../bench-stack.ts';
import { lambdaClient, noOpCode, withFunction } from '../esm/mapped-function.ts';
import { median, type Series } from '../report.ts';

const warmInvocations = 20;

interface Invoked {
  readonly name: string;
  readonly event: object;
}

/** The first invocation of a new environment, and the median of those after it; each round has a new one. */
export async function invocationTimes(
  stack: BenchStack,
  functions: readonly Invoked[],
  rounds: number,
): Promise<Series[]> {
  const client = lambdaClient(stack.settings);
  try {
    return await withFunction(stack, noOpCode, async (idle) => {
      const all = [...functions, { name: idle, event: {} }];
      const times = all.map((one) => ({ ...one, first: [] as number[], warm: [] as number[] }));
      for (let number = 1; number <= rounds; number += 1) {
        for (const { name, event, first, warm } of times) {
          await renew(client, name, number);
          first.push(await invokeMs(client, name, event));
          const after: number[] = [];
          for (let count = 0; count < warmInvocations; count += 1) after.push(await invokeMs(client, name, event));
          warm.push(median(after));
        }
      }
      return times.flatMap(({ name, first, warm }) => {
        const shown = name === idle ? 'a function that does nothing' : name;
        return [
          { name: `${shown}, first invocation`, unit: 'ms', values: first },
          { name: `${shown}, warm invocation`, unit: 'ms', values: warm },
        ];
      });
    });
  } finally {
    client.destroy();
  }
}

/** What changes a function's configuration ends its environments. */
async function renew(client: LambdaClient, FunctionName: string, number: number): Promise<void> {
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: `Round ${number}` }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 }, { FunctionName });
}

async function invokeMs(client: LambdaClient, FunctionName: string, event: object): Promise<number> {
  const begun = performance.now();
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  if (FunctionError) throw new StartError(`${FunctionName} failed: ${Payload?.transformToString()}`);
  return performance.now() - begun;
}
