import { runApp } from '../../cdk/run-app.ts';
import { ThirdStoreStack } from './third-store-stack.ts';

runApp(ThirdStoreStack);
