import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { findStage } from '../../../cdk/stages.ts';
import { bundleInputs } from '../../support/functions/function-bundle.ts';
import { projectDir } from './synthesise.ts';

const manifest = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
const mib = 1024 * 1024;

/** What a cold start may have to load. */
const maximumBundleBytes: Readonly<Record<string, number>> = {
  'users-sink': 1.2 * mib,
  'users-migrate': 1.2 * mib,
  // The clients of Kafka, MSK, SQS, S3 and PostgreSQL in one; a person waits for it, and no record does.
  'users-redrive': 1.4 * mib,
  // It also has the client of Lambda, to go on with a run, and is invoked once a day.
  'users-fetch': 1.35 * mib,
  'users-notify': 0.6 * mib,
};

const outDir = mkdtempSync(join(tmpdir(), 'cdk-bundles-'));

afterAll(() => rmSync(outDir, { recursive: true }));

test('each function is bundled into one small file that Node can compile', () => {
  const app = new App({ outdir: outDir, analyticsReporting: false });
  const stage = findStage('local');
  new PipelineStack(app, 'users-pipeline', { stage, env: stage.environment });

  const { template } = app.synth().getStackByName('users-pipeline');
  const functions = (Object.values(template.Resources) as FunctionResource[])
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.FunctionName)
    .map(({ Properties: { FunctionName, Code } }) => [FunctionName, bundleOf(Code.S3Key)] as const);

  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(maximumBundleBytes).sort());
  expect(new Set(functions.map(([, file]) => file)).size).toBe(functions.length);
  for (const [, file] of functions) {
    expect(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' })).toMatchObject({ status: 0 });
  }
  const sizes = functions.map(([name, file]) => [name, statSync(file).size] as const);
  expect(sizes.filter(([name, size]) => size > (maximumBundleBytes[name] ?? 0))).toEqual([]);
}, 60_000);

interface FunctionResource {
  readonly Type: string;
  readonly Properties: { readonly FunctionName: string; readonly Code: { readonly S3Key: string } };
}

/** An asset lies under the hash that its archive is called by. */
function bundleOf(key: string): string {
  return join(outDir, `asset.${key.replace('.zip', '')}`, 'index.js');
}

test.each(['third-store', 'other-source'])('%s brings the functions’ code and its own beside it', async (folder) => {
  const inputs = await bundleInputs(`examples/${folder}`);

  const own = (file: string) => file.startsWith(`examples/${folder}/`);
  expect(inputs).toContain(`examples/${folder}/handler.ts`);
  expect(inputs.filter((file) => !own(file)).filter(isUnwanted)).toEqual([]);
});

test.each(['fetch-users', 'sink-users', 'migrate', 'redrive', 'notify'])(
  '%s brings its own code and its libraries, no tool of ours',
  async (folder) => {
    const inputs = await bundleInputs(`lambdas/${folder}`);

    expect(inputs).toContain(`lambdas/${folder}/handler.ts`);
    expect(inputs.filter(isUnwanted)).toEqual([]);
  },
);

/** What is neither code of a function nor a library that one needs. */
function isUnwanted(file: string): boolean {
  const developing = Object.keys(manifest.devDependencies).map((name) => `node_modules/${name}/`);
  const outside = !file.startsWith('lambdas/') && !file.startsWith('node_modules/');
  return outside || developing.some((prefix) => file.startsWith(prefix));
}
