import { App } from 'aws-cdk-lib';
import { AlarmsStack } from './alarms-stack.ts';

const app = new App();
const clusterArn: string | undefined = app.node.tryGetContext('clusterArn');
if (!clusterArn) throw new Error('Which cluster? Add --context clusterArn=<ARN of an MSK cluster>.');

new AlarmsStack(app, 'hot-readings', { clusterArn });
