import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { stages } from '../../../cdk/stages.ts';
import { OtherSourceStack } from '../../../examples/other-source/other-source-stack.ts';
import { ThirdStoreStack } from '../../../examples/third-store/third-store-stack.ts';
import { installPart } from '../../../local/install/part.ts';
import { programIn, pythonEnvironment } from '../../../local/install/python-environment.ts';
import { readSettings } from '../../../local/settings.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { projectDir, templateOf } from './synthesise.ts';

const lint = pythonEnvironment('cfn-lint', join(import.meta.dirname, 'cfn-lint.lock.txt'));
const directory = temporaryDirectory();
const installMs = 300_000;
// W3005: the CDK writes out that a function waits for its role, which its reference to it says already.
const options = ['--region', 'us-east-1', '--ignore-checks', 'W3005', '--format', 'parseable'];

let program = '';
beforeAll(async () => {
  program = programIn(
    await installPart(lint, readSettings(process.env, projectDir).cacheDir, () => undefined),
    'cfn-lint',
  );
}, installMs);

test.each(Object.keys(stages))('CloudFormation takes the template of stage %s without a warning', (stage) => {
  expect(problemsOf(templateOf(stage))).toEqual({ status: 0, problems: '' });
});

test.each([ThirdStoreStack, OtherSourceStack])(
  'CloudFormation takes the template of $name without a warning',
  (StackClass) => {
    expect(problemsOf(templateOf('aws', StackClass))).toEqual({ status: 0, problems: '' });
  },
);

test('a template that CloudFormation would refuse is found', () => {
  const template = templateOf('local');
  const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
  if (mapping) mapping.Properties.StartingPosition = 'YESTERDAY';

  expect(problemsOf(template).problems).toMatch(/E3031:.*YESTERDAY/);
});

function problemsOf(template: Template) {
  const file = join(directory, 'template.json');
  writeFileSync(file, JSON.stringify(template.toJSON(), null, 1));
  const { status, stdout, stderr } = spawnSync(program, [...options, '--', file], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, problems: stdout + stderr };
}
