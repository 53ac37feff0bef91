import { App } from 'aws-cdk-lib';
import { PipelineStack } from './pipeline-stack.ts';
import { findStage, UnknownStageError } from './stages.ts';

const app = new App();

try {
  const stage = findStage(app.node.tryGetContext('stage') ?? 'local');
  new PipelineStack(app, 'users-pipeline', { stage, env: stage.environment });
} catch (error) {
  if (!(error instanceof UnknownStageError)) throw error;
  // A mistyped argument needs no stack trace.
  console.error(error.message);
  process.exit(1);
}
