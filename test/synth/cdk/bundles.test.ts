import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { findStage } from '../../../cdk/stages.ts';
import { bundleInputs } from './bundle-inputs.ts';
import { projectDir } from './synthesise.ts';

const manifest = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
const mib = 1024 * 1024;
const maximumBundleBytes = 1.2 * mib;
/** The clients of Kafka, MSK, SQS, S3 and PostgreSQL in one; a person waits for it, and no record does. */
const maximumRedriveBytes = 1.4 * mib;
const outDir = mkdtempSync(join(tmpdir(), 'cdk-bundles-'));

afterAll(() => rmSync(outDir, { recursive: true }));

test('each function is bundled into one small file that Node can compile', () => {
  const app = new App({ outdir: outDir, analyticsReporting: false });
  const stage = findStage('local');
  new PipelineStack(app, 'users-pipeline', { stage, env: stage.environment });

  app.synth();

  const bundles = readdirSync(outDir).map((asset) => join(outDir, asset, 'index.js'));
  const handlers = bundles.filter((file) => existsSync(file) && !existsSync(join(file, '..', '__entrypoint__.js')));
  expect(handlers).toHaveLength(4);
  for (const file of handlers) {
    expect(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' })).toMatchObject({ status: 0 });
  }
  const tooLarge = handlers.filter((file) => {
    const isRedrive = readFileSync(file, 'utf8').includes('dead_letter_replays ORDER BY');
    return statSync(file).size > (isRedrive ? maximumRedriveBytes : maximumBundleBytes);
  });
  expect(tooLarge).toEqual([]);
}, 60_000);

test.each(['fetch-users', 'sink-users', 'migrate', 'redrive'])(
  '%s brings its own code and its libraries, no tool of ours',
  async (folder) => {
    const inputs = await bundleInputs(folder);

    const developing = Object.keys(manifest.devDependencies).map((name) => `node_modules/${name}/`);
    const outside = (file: string) => !file.startsWith('lambdas/') && !file.startsWith('node_modules/');
    const unwanted = inputs.filter((file) => outside(file) || developing.some((prefix) => file.startsWith(prefix)));
    expect(inputs).toContain(`lambdas/${folder}/handler.ts`);
    expect(unwanted).toEqual([]);
  },
);
