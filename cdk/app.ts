import { App } from 'aws-cdk-lib';
import { PipelineStack } from './pipeline-stack.ts';
import { findStage, UnknownChoiceError, withAlarmWebhook, withRecordFormat } from './stages.ts';

const app = new App();

try {
  const found = findStage(app.node.tryGetContext('stage') ?? 'local');
  const told = withAlarmWebhook(found, app.node.tryGetContext('alarmWebhook'));
  const stage = withRecordFormat(told, app.node.tryGetContext('recordFormat') ?? found.recordFormat);
  new PipelineStack(app, 'users-pipeline', { stage, env: stage.environment });
} catch (error) {
  if (!(error instanceof UnknownChoiceError)) throw error;
  // A mistyped argument needs no stack trace.
  console.error(error.message);
  process.exit(1);
}
