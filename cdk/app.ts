import { PipelineStack } from './pipeline-stack.ts';
import { runApp } from './run-app.ts';

runApp(PipelineStack);
