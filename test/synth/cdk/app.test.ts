import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDir } from './synthesise.ts';

function runApp(stage: string, context: object = {}) {
  const outDir = mkdtempSync(join(tmpdir(), 'cdk-app-'));
  try {
    return spawnSync(process.execPath, ['cdk/app.ts'], {
      cwd: projectDir,
      encoding: 'utf8',
      timeout: 30_000,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CDK_OUTDIR: outDir,
        CDK_CONTEXT_JSON: JSON.stringify({ stage, ...context, 'aws:cdk:bundling-stacks': [] }),
      },
    });
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

test('an unknown stage is refused in one sentence that names the known ones', () => {
  const { status, stderr } = runApp('prod');

  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'There is no stage "prod": pass -c stage=<one of local, docker, test, aws>.\n',
  });
});

test('a record format that is none is refused in one sentence that names the known ones', () => {
  const { status, stderr } = runApp('local', { recordFormat: 'XML' });

  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'There is no record format "XML": pass -c recordFormat=<one of JSON, AVRO>.\n',
  });
});

test('a webhook for the alarms is asked for with true', () => {
  expect(runApp('aws', { alarmWebhook: 'true' })).toMatchObject({ status: 0, stderr: '' });
  // A URL is not repeated: it is a secret.
  expect(runApp('aws', { alarmWebhook: 'https://hooks.slack.com/services/x' })).toMatchObject({
    status: 1,
    stderr: 'alarmWebhook is true or false; its URL is kept in a secret: pass -c alarmWebhook=true.\n',
  });
});

test.each(['toString', '__proto__'])('%s is no stage either', (name) => {
  const { status, stderr } = runApp(name);

  expect(status).toBe(1);
  expect(stderr).toContain(`There is no stage "${name}"`);
});

test('a known stage synthesises without a warning', () => {
  const { status, stderr } = runApp('aws');

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
