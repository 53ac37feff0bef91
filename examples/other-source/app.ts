import { runApp } from '../../cdk/run-app.ts';
import { OtherSourceStack } from './other-source-stack.ts';

runApp(OtherSourceStack);
