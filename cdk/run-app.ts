import { App } from 'aws-cdk-lib';
import type { PipelineStack } from './pipeline-stack.ts';
import { findStage, type Stage, UnknownChoiceError, withAlarmWebhook, withRecordFormat } from './stages.ts';

/** Makes the app of one stack, in the stage that the context chooses. */
export function runApp(StackClass: typeof PipelineStack): void {
  const app = new App();
  try {
    const stage = chosenStage((name) => app.node.tryGetContext(name));
    new StackClass(app, 'users-pipeline', { stage, env: stage.environment });
  } catch (error) {
    if (!(error instanceof UnknownChoiceError)) throw error;
    // A mistyped argument needs no stack trace.
    console.error(error.message);
    process.exit(1);
  }
}

/** @throws UnknownChoiceError */
function chosenStage(choiceOf: (name: string) => unknown): Stage {
  const found = findStage(choiceOf('stage') ?? 'local');
  const told = withAlarmWebhook(found, choiceOf('alarmWebhook'));
  return withRecordFormat(told, choiceOf('recordFormat') ?? found.recordFormat);
}
