import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stages } from '../../../cdk/stages.ts';
import { OtherSourceStack } from '../../../examples/other-source/other-source-stack.ts';
import { ThirdStoreStack } from '../../../examples/third-store/third-store-stack.ts';
import { stackOf } from './synthesise.ts';

interface PluginReport {
  readonly violations: readonly {
    readonly ruleName: string;
    readonly violatingConstructs: readonly { readonly constructPath: string }[];
  }[];
}

test.each(Object.keys(stages))('stage %s keeps the rules of AwsSolutions, or says why not', (stage) => {
  expect(findingsIn(stackOf(stage))).toEqual([]);
});

test.each([ThirdStoreStack, OtherSourceStack])('$name keeps them too', (StackClass) => {
  expect(findingsIn(stackOf('aws', StackClass))).toEqual([]);
});

test('a rule that is broken is found', () => {
  const stack = stackOf('local');
  new Queue(stack, 'Open');

  expect(findingsIn(stack)).toEqual([
    'AwsSolutions-SQS3: users-pipeline/Open/Resource',
    'AwsSolutions-SQS4: users-pipeline/Open/Resource',
  ]);
});

/** As `rule: construct`. */
function findingsIn(stack: Stack): string[] {
  const app = stack.node.root as App;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch {
    // It throws when there are findings, which are in the report then.
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return (pluginReports as PluginReport[])
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName}: ${constructPath}`),
    );
}
