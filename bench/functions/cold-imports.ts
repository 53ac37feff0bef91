import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsClientOptions, awsEnvironment } from '../../local/deployment/aws-clients.ts';
import { stackName } from '../../local/deployment/deploy.ts';
import type { BenchStack } from '../bench-stack.ts';
import type { Series } from '../report.ts';

const timeoutMs = 60_000;
/** How long it is from the first line of a program to the end of its only import. */
const program = 'const begun = performance.now(); require(process.argv[1]); console.log(performance.now() - begun);';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: { FunctionName?: string; Code?: { S3Key: string } } }>;
}

/** How long a new process takes to import each function as it is deployed, in turn. */
export async function coldImports(
  stack: BenchStack,
  functions: readonly { readonly name: string }[],
  rounds: number,
): Promise<Series[]> {
  const values = new Map(functions.map(({ name }) => [name, [] as number[]]));
  const names = [...values.keys()];
  const environments = await environmentsOf(stack, names);
  const bundles = bundlesOf(stack, names);
  for (let number = 1; number <= rounds; number += 1) {
    for (const [name, own] of values) {
      own.push(await importMs(bundles.get(name) ?? '', environments.get(name) ?? {}));
    }
  }
  return [...values].map(([name, own]) => ({ name: `${name}, cold import`, unit: 'ms', values: own }));
}

async function importMs(file: string, env: NodeJS.ProcessEnv): Promise<number> {
  // The program ends by itself only where the import leaves nothing open.
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', `${program} process.exit()`, file], {
    env,
    timeout: timeoutMs,
  });
  return Number(stdout.trim().split('\n').at(-1));
}

/** The files that the deployment has made of them. */
function bundlesOf({ settings }: BenchStack, names: readonly string[]): ReadonlyMap<string, string> {
  const assembly = join(settings.stateDir, 'cdk.out');
  const template = JSON.parse(readFileSync(join(assembly, `${stackName}.template.json`), 'utf8')) as Template;
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    names.map((name) => {
      const { Properties } = functions.find(({ Properties: { FunctionName } }) => FunctionName === name) ?? {};
      return [name, join(assembly, `asset.${Properties?.Code?.S3Key.replace('.zip', '')}`, 'index.js')];
    }),
  );
}

async function environmentsOf({ settings }: BenchStack, names: readonly string[]) {
  const client = new LambdaClient(awsClientOptions(settings));
  try {
    const answers = names.map(async (FunctionName): Promise<[string, NodeJS.ProcessEnv]> => {
      const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      // It is a file of Lambda's own images.
      const { NODE_EXTRA_CA_CERTS: _, ...variables } = Environment?.Variables ?? {};
      return [FunctionName, { ...awsEnvironment(settings), ...variables }];
    });
    return new Map(await Promise.all(answers));
  } finally {
    client.destroy();
  }
}
