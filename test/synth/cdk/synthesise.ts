import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PipelineStack } from '../../../cdk/pipeline-stack.ts';
import { findStage, type Stage } from '../../../cdk/stages.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

export const projectDir = join(import.meta.dirname, '..', '..', '..');

const { context: featureFlags } = JSON.parse(readFileSync(join(projectDir, 'cdk.json'), 'utf8'));

const outputs = temporaryDirectory();
let count = 0;

/** The app's stack in a stage, or one that extends it, with the flags of cdk.json. Without bundling, which the template does not show. */
export function stackOf(stage: string | Stage, StackClass: typeof PipelineStack = PipelineStack): PipelineStack {
  const outdir = join(outputs, String(count++));
  const context = { ...featureFlags, 'aws:cdk:bundling-stacks': [] };
  const app = new App({ outdir, context, analyticsReporting: false });
  const found = typeof stage === 'string' ? findStage(stage) : stage;
  return new StackClass(app, 'users-pipeline', { stage: found, env: found.environment });
}

/** What that stack deploys. */
export function templateOf(stage: string | Stage, StackClass?: typeof PipelineStack): Template {
  return Template.fromStack(stackOf(stage, StackClass));
}

/** A template without the hashes that change with the code of a function or of the library. */
export function withoutHashes(template: Template): unknown {
  const text = JSON.stringify(template.toJSON())
    .replace(/[0-9a-f]{64}/g, '<asset>')
    .replace(/CurrentVersion[0-9A-F]{8}[0-9a-f]{32}/g, 'CurrentVersion<code>');
  return JSON.parse(text);
}

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** Every statement of every identity policy in the template. */
export function statementsOf(template: Template): Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement as Statement[]);
}
